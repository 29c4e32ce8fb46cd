/** `pointer` is a JSON pointer (RFC 6901) to what is wrong; `message` a sentence in Swedish. */
export type Fault = { readonly pointer: string; readonly message: string }

/** Deeper than any file of the planner; what is deeper is made to do harm. */
const DEEPEST = 32
const MOST_FAULTS = 200
/** A pointer is to be read by people: a name of megabytes is cut. */
const LONGEST_NAME = 200

type Expects = 'value' | 'firstItem' | 'firstKey' | 'key' | 'colon' | 'next' | 'end'
type Frame = { readonly list: boolean; readonly names: Set<string>; name: string; item: number }
type Walk = {
  readonly text: string
  readonly frames: Frame[]
  readonly faults: Fault[]
  at: number
  expects: Expects
}

/**
 * What is wrong with a text as JSON, with its place: what `JSON.parse` refuses without saying where, and what it takes in
 * silence though it cannot be meant (a name given twice, of which only the last would count).
 */
export function jsonFaults(text: string): Fault[] {
  const walk: Walk = { text, frames: [], faults: [], at: 0, expects: 'value' }
  skipSpace(walk)
  if (walk.at >= text.length) return [{ pointer: '', message: 'Filen är tom.' }]
  while (walk.expects !== 'end' && walk.faults.length < MOST_FAULTS) {
    skipSpace(walk)
    const wrong = steps[walk.expects](walk)
    if (wrong !== undefined) return [...walk.faults, stop(walk, wrong)]
  }
  skipSpace(walk)
  return walk.expects === 'end' && walk.at < text.length
    ? [...walk.faults, stop(walk, 'det står något mer efter slutet')]
    : walk.faults
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${shortened(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}

/** Each step takes one token; a text back is why it could not. */
const steps: Record<Exclude<Expects, 'end'>, (walk: Walk) => string | undefined> = {
  value: takeValue,
  firstItem: (walk) => (walk.text[walk.at] === ']' ? close(walk) : takeValue(walk)),
  firstKey: (walk) => (walk.text[walk.at] === '}' ? close(walk) : takeKey(walk)),
  key: takeKey,
  colon: (walk) => (take(walk, ':') ? expect(walk, 'value') : 'ett kolon saknas'),
  next: takeNext,
}

function takeValue(walk: Walk): string | undefined {
  const first = walk.text[walk.at]
  if (first === '{' || first === '[') return open(walk, first === '[')
  const wrong = first === '"' ? takeText(walk).wrong : takeBare(walk)
  return wrong ?? after(walk)
}

function open(walk: Walk, list: boolean): string | undefined {
  if (walk.frames.length >= DEEPEST) return 'den är nästlad för djupt'
  walk.at += 1
  walk.frames.push({ list, names: new Set(), name: '', item: 0 })
  return expect(walk, list ? 'firstItem' : 'firstKey')
}

function close(walk: Walk): string | undefined {
  walk.at += 1
  walk.frames.pop()
  return after(walk)
}

function after(walk: Walk): undefined {
  return expect(walk, walk.frames.length === 0 ? 'end' : 'next')
}

function takeKey(walk: Walk): string | undefined {
  const frame = walk.frames.at(-1)
  if (walk.text[walk.at] !== '"' || !frame) return 'ett namn inom citattecken saknas'
  const { wrong, value = '' } = takeText(walk)
  if (wrong !== undefined) return wrong
  frame.name = value
  expect(walk, 'colon')
  if (frame.names.has(value)) faultHere(walk, 'Uppgiften står två gånger.')
  else if (value === '__proto__') faultHere(walk, 'Namnet får inte användas.')
  frame.names.add(value)
  return undefined
}

function faultHere(walk: Walk, message: string): void {
  walk.faults.push({ pointer: pointerHere(walk), message })
}

function takeNext(walk: Walk): string | undefined {
  const frame = walk.frames.at(-1)
  if (!frame) return undefined
  if (take(walk, ',')) {
    frame.item += 1
    return expect(walk, frame.list ? 'value' : 'key')
  }
  if (walk.text[walk.at] !== (frame.list ? ']' : '}'))
    return 'ett kommatecken eller ett avslutande tecken saknas'
  return close(walk)
}

/** To the quotation mark that no odd number of backslashes stands before. */
function takeText(walk: Walk): { wrong?: string; value?: string } {
  const { text, at } = walk
  let end = text.indexOf('"', at + 1)
  while (end > 0 && backslashesBefore(text, end) % 2 === 1) end = text.indexOf('"', end + 1)
  if (end < 0) return { wrong: 'ett citattecken saknas' }
  try {
    const value: unknown = JSON.parse(text.slice(at, end + 1))
    walk.at = end + 1
    return { value: String(value) }
  } catch {
    return { wrong: 'texten innehåller tecken som inte får stå så' }
  }
}

function backslashesBefore(text: string, end: number): number {
  let from = end
  while (text[from - 1] === '\\') from -= 1
  return end - from
}

const bare = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![^\s,\]}])/y
const noNumber = /-?(?:NaN|Infinity|[.+\d])/y

function takeBare(walk: Walk): string | undefined {
  bare.lastIndex = noNumber.lastIndex = walk.at
  if (!bare.test(walk.text))
    return noNumber.test(walk.text) ? 'här ska det stå ett vanligt tal' : 'värdet går inte att läsa'
  walk.at = bare.lastIndex
  return undefined
}

function take(walk: Walk, sign: string): boolean {
  const found = walk.text[walk.at] === sign
  if (found) walk.at += 1
  return found
}

function expect(walk: Walk, next: Expects): undefined {
  walk.expects = next
}

const space = /[ \t\n\r]*/y

function skipSpace(walk: Walk): void {
  space.lastIndex = walk.at
  space.test(walk.text)
  walk.at = space.lastIndex
}

function stop(walk: Walk, why: string): Fault {
  const early = walk.at >= walk.text.length
  const line = walk.text.slice(0, walk.at).split('\n').length
  const reason = early ? 'den tar slut för tidigt' : why
  return { pointer: pointerHere(walk), message: `Filen är inte giltig JSON: ${reason} (rad ${line}).` }
}

/** Of a name that is still to come only its object can be told. */
function pointerHere({ frames, expects }: Walk): string {
  const path = frames.map(({ list, item, name }) => (list ? String(item) : name))
  return pointerOf(expects === 'firstKey' || expects === 'key' ? path.slice(0, -1) : path)
}
