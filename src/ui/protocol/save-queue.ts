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
  const entries = new Map<string, Entry>()

  /** Takes what the row should hold; sends it after the pause, or at once. */
  function want(rowId: string, values: RowValues, from: { revision: number; pause: number }): void {
    const entry = entries.get(rowId) ?? {
      revision: from.revision,
      isSending: false,
      isHeld: false,
      failures: 0,
    }
    entries.set(rowId, entry)
    entry.wanted = values
    entry.isHeld = false
    outside.tell(rowId, { kind: 'waiting' })
    schedule(rowId, entry, from.pause)
  }

  function schedule(rowId: string, entry: Entry, pause: number): void {
    entry.stop?.()
    entry.stop = outside.later(pause, () => void push(rowId, entry))
  }

  async function push(rowId: string, entry: Entry): Promise<void> {
    if (entry.isSending || entry.isHeld) return
    const attempt = entry.attempt ?? nextAttempt(entry, outside.newId)
    if (!attempt) return
    entry.attempt = attempt
    entry.isSending = true
    outside.tell(rowId, { kind: 'saving' })
    const answer = await outside.send(rowId, attempt).catch((): Answer => ({ kind: 'offline' }))
    entry.isSending = false
    settle[answer.kind](rowId, entry, answer as never) // the table below has one function for each kind
  }

  const settle: { [Kind in Answer['kind']]: Settle<Kind> } = {
    saved(rowId, entry, answer) {
      Object.assign(entry, { revision: answer.revision, attempt: undefined, failures: 0 })
      outside.tell(rowId, answer)
      if (!entry.wanted) return
      outside.tell(rowId, { kind: 'waiting' })
      schedule(rowId, entry, 0)
    },
    conflict(rowId, entry, answer) {
      entry.wanted ??= entry.attempt?.values
      Object.assign(entry, { attempt: undefined, isHeld: true })
      outside.tell(rowId, answer)
    },
    refused(rowId, entry, answer) {
      entry.wanted ??= entry.attempt?.values
      Object.assign(entry, { attempt: undefined, isHeld: true })
      outside.tell(rowId, answer)
    },
    signedOut(rowId) {
      outside.tell(rowId, { kind: 'signedOut' })
    },
    offline(rowId, entry) {
      entry.failures += 1
      outside.tell(rowId, { kind: 'offline' })
      schedule(rowId, entry, Math.min(1000 * 2 ** (entry.failures - 1), longestWait))
    },
  }

  /** Tries everything that waits, now: after signing in, when the network is back, or before leaving the page. */
  function flush(): void {
    for (const [rowId, entry] of entries) if (isUnsaved(entry)) schedule(rowId, entry, 0)
  }

  /** The person has chosen: theirs drops what was wanted, mine sends it on top of what holds now. */
  function choose(rowId: string, choice: 'mine' | 'theirs', revision: number): void {
    const entry = entries.get(rowId)
    if (!entry) return
    entry.revision = revision
    entry.isHeld = false
    if (choice === 'theirs') entry.wanted = undefined
    else schedule(rowId, entry, 0)
  }

  /** A colleague's newer row was taken over while nothing of one's own was waiting. */
  function seen(rowId: string, revision: number): void {
    const entry = entries.get(rowId)
    if (entry && !isUnsaved(entry)) entry.revision = Math.max(entry.revision, revision)
  }

  return {
    want,
    flush,
    choose,
    seen,
    isWaiting: (rowId: string) => isUnsaved(entries.get(rowId)),
    hasUnsaved: () => [...entries.values()].some(isUnsaved),
  }
}

type Settle<Kind extends Answer['kind']> = (
  rowId: string,
  entry: Entry,
  answer: Extract<Answer, { kind: Kind }>,
) => void

function nextAttempt(entry: Entry, newId: () => string): Attempt | undefined {
  if (!entry.wanted) return undefined
  const attempt = { commandId: newId(), revision: entry.revision, values: entry.wanted }
  entry.wanted = undefined
  return attempt
}

function isUnsaved(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.wanted !== undefined || entry.attempt !== undefined)
}
