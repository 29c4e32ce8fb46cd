import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'

/** A regular expression as it stands in the code. */
export type Pattern = { readonly file: string; readonly source: string; readonly flags: string }
export type Slow = Pattern & { readonly ms: number; readonly text: string; readonly length: number }

/** Every literal of the product's code, whether what it reads comes from outside or not: today's inside is read tomorrow. */
export function patternsIn(folder: string): readonly Pattern[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(ts|svelte)$/.test(name) && !/\.test(-support)?\.ts$|(^|\/)types\.ts$/.test(name),
  )
  return files.flatMap((name) => literalsOf(name, scriptOf(name, readFileSync(join(folder, name), 'utf8'))))
}

function scriptOf(name: string, text: string): string {
  if (!name.endsWith('.svelte')) return text
  return [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, inner]) => inner).join('\n')
}

function literalsOf(file: string, text: string): Pattern[] {
  const found: Pattern[] = []
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const at = node.text.lastIndexOf('/')
      found.push({ file, source: node.text.slice(1, at), flags: node.text.slice(at + 1) })
    }
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest))
  return found
}

/** No text that somebody writes is longer; where less reaches a pattern, `shorter` says so. */
const longestText = 20_000
const longestWork = 50

/** Patterns that read what is short by its nature, by file: how long it can be, and why. */
const shorter: Readonly<Record<string, readonly [signs: number, why: string]>> = {
  'kernel/swedish.ts': [40, 'the digits of a number'],
  'ui/words.ts': [40, 'the digits of a number'],
  'platform/tabular/read-parts.ts': [40, 'the digits of a number'],
  'modules/releases/commands-decide.ts': [320, 'an e-mail address of the contract'],
  'server/content/empty.ts': [200, 'typed by the operator at the command line'],
}

/** The five that work longest and all that work too long, each with the text that makes them. */
export function patternRows(): { rows: string[][]; count: number; slow: number } {
  const worst = patternsIn('src').map((pattern) =>
    slowest(pattern, shorter[pattern.file]?.[0] ?? longestText),
  )
  const sorted = worst.toSorted((a, b) => b.ms - a.ms)
  const slow = sorted.filter(({ ms }) => ms > longestWork).length
  const rows = sorted
    .slice(0, Math.max(slow, 5))
    .map(({ file, source, ms, length, text }) => [
      file,
      source.replaceAll('|', '¦').slice(0, 60),
      String(length),
      ms.toFixed(1),
      text,
    ])
  return { rows, count: worst.length, slow }
}

/** The most that a pattern works with a text of this length, of any that is made to make it work. */
export function slowest(pattern: Pattern, length: number): Slow {
  let worst: Slow = { ...pattern, ms: 0, text: '', length }
  for (const { name, text } of textsFor(pattern, length)) {
    const ms = workOf(pattern, text)
    if (ms > worst.ms) worst = { ...pattern, ms, text: name, length }
    if (ms > longestWork) break
  }
  return worst
}

/** A pattern that runs away is broken off. */
const patience = 2000

/** Milliseconds of work, not of waiting for a busy machine; the better of two, where something else came between. */
function workOf(pattern: Pattern, text: string): number {
  const first = workOnce(pattern, text)
  return first > longestWork ? Math.min(first, workOnce(pattern, text)) : first
}

/** A pattern that holds only where its reader stands (`y`) is never tried at every place of a text, and is not here. */
function workOnce({ source, flags }: Pattern, text: string): number {
  const pattern = new RegExp(source, [...new Set(`${flags}g`)].join(''))
  const before = process.threadCpuUsage()
  try {
    runInNewContext('text.replace(pattern, "")', { pattern, text }, { timeout: patience })
  } catch {
    return patience
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** What stands in the pattern itself, repeated, with and without an end that does not fit. */
function textsFor({ source }: Pattern, length: number): { name: string; text: string }[] {
  const own = [...source.replace(/\\[bBdDsSwWpPkuxcnrtvf0-9]|[()[\]{}|?*+^$.\\]/g, '')]
  const signs = new Set(['a', 'A', '1', ' ', '-', '\n', '\t', '.', '@', '"', '<', '/', ...own])
  const pairs = own
    .slice(0, 12)
    .flatMap((sign, at) => [sign + (own[at + 1] ?? 'a'), `a${sign}`, `1${sign}`, ` ${sign}`])
  return [...signs, ...pairs].flatMap((unit) => {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    return ['', '\u0000', '!x'].map((end) => ({
      name: `${JSON.stringify(unit)} × ${length}${end && ` then ${JSON.stringify(end)}`}`,
      text: text + end,
    }))
  })
}
