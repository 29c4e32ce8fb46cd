/**
 * Keeps what an assessor writes on its way to the server until the server has answered. One request a row at a time;
 * an attempt whose answer got lost is repeated with the same id before anything newer is sent, so that it can
 * neither be lost nor count as a colleague's change. Content is held in memory only.
 */
import type { CurrentRow } from '#modules/followups/protocol-contract.ts'
import type { RowValues } from '#modules/followups/protocol-rules.ts'

export type Answer =
  | { kind: 'saved'; revision: number; changedAt: string }
  | { kind: 'conflict'; current: CurrentRow }
  | { kind: 'signedOut' }
  | { kind: 'offline' }
  | { kind: 'refused'; message: string }

export type Attempt = { commandId: string; revision: number; values: RowValues }

export type Told =
  | { kind: 'waiting' | 'saving' | 'offline' | 'signedOut' }
  | { kind: 'saved'; revision: number; changedAt: string }
  | { kind: 'conflict'; current: CurrentRow }
  | { kind: 'refused'; message: string }

export type Outside = {
  send: (rowId: string, attempt: Attempt) => Promise<Answer>
  tell: (rowId: string, told: Told) => void
  newId: () => string
  /** Runs something later; gives what stops it. */
  later: (milliseconds: number, run: () => void) => () => void
}

type Entry = {
  revision: number
  wanted?: RowValues | undefined
  attempt?: Attempt | undefined
  isSending: boolean
  /** A conflict or a refusal waits for the person, not for the network. */
  isHeld: boolean
  failures: number
  stop?: (() => void) | undefined
}

export type SaveQueue = ReturnType<typeof createSaveQueue>

const longestWait = 30_000

export function createSaveQueue(outside: Outside) {
  const desk: Desk = { outside, entries: new Map() }
  return {
    want: (rowId: string, values: RowValues, from: { revision: number; pause: number }) =>
      want(desk, rowId, values, from),
    /** Tries everything that waits, now: after signing in, when the network is back, before the page is left. */
    flush: () => flush(desk),
    choose: (rowId: string, choice: 'mine' | 'theirs', revision: number) =>
      choose(desk, rowId, choice, revision),
    seen: (rowId: string, revision: number) => seen(desk, rowId, revision),
    isWaiting: (rowId: string) => isUnsaved(desk.entries.get(rowId)),
    hasUnsaved: () => [...desk.entries.values()].some(isUnsaved),
  }
}

type Desk = { outside: Outside; entries: Map<string, Entry> }

/** Takes what the row should hold; sends it after the pause, or at once. */
function want(desk: Desk, rowId: string, values: RowValues, from: { revision: number; pause: number }): void {
  const entry = desk.entries.get(rowId) ?? newEntry(from.revision)
  desk.entries.set(rowId, entry)
  entry.wanted = values
  entry.isHeld = false
  desk.outside.tell(rowId, { kind: 'waiting' })
  schedule(desk, rowId, entry, from.pause)
}

function newEntry(revision: number): Entry {
  return { revision, isSending: false, isHeld: false, failures: 0 }
}

function schedule(desk: Desk, rowId: string, entry: Entry, pause: number): void {
  entry.stop?.()
  entry.stop = desk.outside.later(pause, () => void push(desk, rowId, entry))
}

async function push(desk: Desk, rowId: string, entry: Entry): Promise<void> {
  if (entry.isSending || entry.isHeld) return
  const attempt = entry.attempt ?? nextAttempt(entry, desk.outside.newId)
  if (!attempt) return
  entry.attempt = attempt
  entry.isSending = true
  desk.outside.tell(rowId, { kind: 'saving' })
  const answer = await desk.outside.send(rowId, attempt).catch((): Answer => ({ kind: 'offline' }))
  entry.isSending = false
  settle[answer.kind](entry, answer as never) // the table below has one function for each kind
  desk.outside.tell(rowId, answer)
  const pause = pauseAfter(entry, answer)
  if (pause === undefined) return
  if (answer.kind === 'saved') desk.outside.tell(rowId, { kind: 'waiting' })
  schedule(desk, rowId, entry, pause)
}

/** When to go on by itself: at once with what came meanwhile, later and later without contact, else not at all. */
function pauseAfter(entry: Entry, answer: Answer): number | undefined {
  if (answer.kind === 'saved') return entry.wanted ? 0 : undefined
  if (answer.kind === 'offline') return Math.min(1000 * 2 ** (entry.failures - 1), longestWait)
  return undefined
}

const settle: { [Kind in Answer['kind']]: Settle<Kind> } = {
  saved: (entry, { revision }) => Object.assign(entry, { revision, attempt: undefined, failures: 0 }),
  conflict: hold,
  refused: hold,
  signedOut: () => undefined,
  offline(entry) {
    entry.failures += 1
  },
}

/** Waits for the person: what was sent is wanted again, unless something newer is. */
function hold(entry: Entry): void {
  entry.wanted ??= entry.attempt?.values
  Object.assign(entry, { attempt: undefined, isHeld: true })
}

function flush(desk: Desk): void {
  for (const [rowId, entry] of desk.entries) if (isUnsaved(entry)) schedule(desk, rowId, entry, 0)
}

/** The person has chosen: theirs drops what was wanted, mine sends it on top of what holds now. */
function choose(desk: Desk, rowId: string, choice: 'mine' | 'theirs', revision: number): void {
  const entry = desk.entries.get(rowId)
  if (!entry) return
  entry.revision = revision
  entry.isHeld = false
  if (choice === 'theirs') entry.wanted = undefined
  else schedule(desk, rowId, entry, 0)
}

/** A colleague's newer row was taken over while nothing of one's own was waiting. */
function seen(desk: Desk, rowId: string, revision: number): void {
  const entry = desk.entries.get(rowId)
  if (entry && !isUnsaved(entry)) entry.revision = Math.max(entry.revision, revision)
}

type Settle<Kind extends Answer['kind']> = (entry: Entry, answer: Extract<Answer, { kind: Kind }>) => void

function nextAttempt(entry: Entry, newId: () => string): Attempt | undefined {
  if (!entry.wanted) return undefined
  const attempt = { commandId: newId(), revision: entry.revision, values: entry.wanted }
  entry.wanted = undefined
  return attempt
}

function isUnsaved(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.wanted !== undefined || entry.attempt !== undefined)
}
