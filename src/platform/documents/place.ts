import { createRequire } from 'node:module'
import path from 'node:path'
import { sourceFile } from '#platform/source-file.ts'

/** Templates, the style sheet and the worker's entry, by their names in this folder. */
export function documentFile(name: string): string {
  return sourceFile(`src/platform/documents/${name}`)
}

/** Folders, not files: the compiler takes font folders. Only the cuts the template uses, so that start is quick. */
export function fontFolders(): string[] {
  const font = 'package.json'
  const home = path.dirname(
    createRequire(documentFile('place.ts')).resolve(`@expo-google-fonts/source-sans-3/${font}`),
  )
  return ['400Regular', '400Regular_Italic', '600SemiBold'].map((cut) => path.join(home, cut))
}
