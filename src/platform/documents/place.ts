import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Templates, the style sheet and the worker's entry are read from the source tree at run time: a bundler moves code,
 * not these. The root is UPPSIKT_ROOT, else the folder the program was started in, else where this file lies.
 */
export function documentFile(name: string): string {
  const roots = [process.env['UPPSIKT_ROOT'], process.cwd()].flatMap((root) => (root ? [root] : []))
  const folders = [...roots.map((root) => path.join(root, 'src/platform/documents')), import.meta.dirname]
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
  if (!found)
    throw new Error(`Document file ${name} not found; set UPPSIKT_ROOT to the folder that holds src/`)
  return found
}

/** Folders, not files: the compiler takes font folders. Only the cuts the template uses, so that start is quick. */
export function fontFolders(): string[] {
  const font = 'package.json'
  const home = path.dirname(
    createRequire(documentFile('place.ts')).resolve(`@expo-google-fonts/source-sans-3/${font}`),
  )
  return ['400Regular', '400Regular_Italic', '600SemiBold'].map((cut) => path.join(home, cut))
}
