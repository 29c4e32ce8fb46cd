import type { CurrentRow } from '#modules/followups/protocol-contract.ts'
import type { GuideValue, RowValues } from '#modules/followups/protocol-rules.ts'
import { formatTime, todayIn } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/swedish.ts'
import { protocolTexts as t, verdictWords } from '#texts/sv/protocol.ts'
import type { Told } from './save-queue.ts'

export type Saved = { text: string; state: 'saved' | 'saving' | 'offline' | 'faulty' }

/** What the row says of its saving. Said, never guessed: only an answer from the server makes it "Sparat". */
export function savedWords(told: Told): Saved {
  return wordsOf[told.kind](told as never) // the table has one function for each kind
}

const wordsOf: { [Kind in Told['kind']]: (told: Extract<Told, { kind: Kind }>) => Saved } = {
  waiting: () => ({ text: t.notSaved, state: 'saving' }),
  saving: () => ({ text: t.saving, state: 'saving' }),
  saved: (told) => ({ text: t.saved(shortTime(told.changedAt)), state: 'saved' }),
  offline: () => ({ text: t.offline, state: 'offline' }),
  signedOut: () => ({ text: t.signedOut, state: 'faulty' }),
  conflict: () => ({ text: t.conflictTitle, state: 'faulty' }),
  refused: (told) => ({ text: told.message, state: 'faulty' }),
}

/** As the server knows it when the page comes. */
export function savedLine(view: { changedAt: string | null; changedBy: string | null }): string {
  if (!view.changedAt) return ''
  const time = shortTime(view.changedAt)
  return view.changedBy ? t.savedBy(time, view.changedBy) : t.saved(time)
}

/** The clock today, the date for what is older. */
export function shortTime(instant: string, now: Date = new Date()): string {
  const day = todayIn(new Date(instant))
  return day === todayIn(now) ? formatTime(instant) : `${day} ${formatTime(instant)}`
}

/** One side of a conflict, as lines to compare. */
export function sideOf(values: RowValues, unit: string): string {
  const lines = [
    `${t.verdict}: ${verdictWords[values.verdict]}`,
    values.level === null ? '' : t.levelName(values.level),
    values.measured === null ? '' : `${t.measured(unit)}: ${swedish(values.measured)}`,
    values.note && `${t.note}: ${values.note}`,
    values.reason && `${t.reason} ${values.reason}`,
  ]
  return lines.filter(Boolean).join('\n')
}

export function byWhom(current: CurrentRow): string {
  const time = current.changedAt ? shortTime(current.changedAt) : ''
  return t.byAt(current.changedBy ?? '', time)
}

export function guideWords(guide: GuideValue): string {
  const direction = guide.better === 'higher' ? t.atLeast : t.atMost
  return t.guideValue(`${direction} ${formatNumber(guide.value)} ${guide.unit}`.trim(), guide.of)
}

/** As typed where it is not a number yet. */
export function swedish(value: number | null): string {
  if (value === null) return ''
  return typeof value === 'number' ? formatNumber(value) : String(value)
}
