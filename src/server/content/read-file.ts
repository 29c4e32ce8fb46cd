import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { findPersonalNumbers } from '#kernel/personal-number.ts'

/**
 * Reads one file of content. Says which file and which key is wrong, so that the one who edits it finds the line.
 * A text that looks like a personal number stops it: content goes through the same door as everything else.
 */
export async function readContent<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
  asRead: (text: string) => string = (text) => text,
): Promise<z.infer<Shape>> {
  const at = join(contentFolder(), path)
  let content: unknown
  try {
    content = parse(asRead(await readFile(at, 'utf8')))
  } catch (cause) {
    throw new Error(`content/${path} cannot be read as YAML`, { cause })
  }
  refusePersonalNumbers(content, `content/${path}`)
  const checked = shape.safeParse(content)
  if (checked.success) return checked.data
  const faults = checked.error.issues.map((issue) => `  ${pathText(issue.path)}: ${issue.message}`)
  throw new Error(`content/${path} does not have the right shape:\n${faults.join('\n')}`)
}

export function contentFolder(): string {
  return join(process.env['UPPSIKT_ROOT'] ?? process.cwd(), 'content')
}

/** Never repeats the number: the message may end in a log. */
function refusePersonalNumbers(value: unknown, at: string): void {
  if (typeof value === 'string' && findPersonalNumbers(value).length > 0)
    throw new Error(`${at} holds what looks like a personal number`)
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) refusePersonalNumbers(inner, `${at}, ${name}`)
}

function pathText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(the whole file)' : path.map(String).join('.')
}
