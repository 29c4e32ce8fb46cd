import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * A file that is read from the source tree at run time (the entry of a thread, a template): a bundler moves code, not
 * these. The root is UPPSIKT_ROOT, else the folder the program was started in, else where this file lies.
 */
export function sourceFile(name: string): string {
  const roots = [process.env['UPPSIKT_ROOT'], process.cwd(), path.join(import.meta.dirname, '../..')]
  const found = roots
    .flatMap((root) => (root ? [path.join(root, name)] : []))
    .find((file) => existsSync(file))
  if (!found) throw new Error(`${name} not found; set UPPSIKT_ROOT to the folder that holds src/`)
  return found
}
