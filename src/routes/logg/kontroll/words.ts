import { formatDate, formatDateTime, formatTime, todayIn } from '#kernel/dates.ts'
import type { ReviewState, Verdict } from '#modules/logreviews/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'
import { logWord } from '#texts/sv/log-words.ts'

type Counted = { state: ReviewState; faults: number; finishedAt: Date | null; dueOn: string }
type Status = { kind: StatusKind; word: string }

/** How far a month has come, and what came of it. */
export function statusOf({ state, faults }: Counted): Status {
  if (state === 'open') return { kind: 'info', word: t.states.open }
  if (state === 'skipped') return { kind: 'warn', word: t.states.skipped }
  return faults > 0
    ? { kind: 'notMet', word: `${t.states.done}, ${t.results.faults(faults)}` }
    : { kind: 'ok', word: t.states.done }
}

export function resultWords({ state, faults }: Counted): string {
  if (state !== 'done') return t.results[state]
  return faults > 0 ? t.results.faults(faults) : t.results.inOrder
}

export function isLate({ state, finishedAt, dueOn }: Counted): boolean {
  return state === 'done' && finishedAt !== null && todayIn(finishedAt) > dueOn
}

export const verdictStatus: Readonly<Record<Verdict, StatusKind>> = {
  inOrder: 'ok',
  asked: 'info',
  fault: 'notMet',
}

type Thing = { firstAt: Date; lastAt: Date; verbs: readonly string[]; outcomes: readonly string[] }

/** "13 oktober 2026 kl. 22.10", or from when to when. */
export function whenWords({ firstAt, lastAt }: Thing): string {
  const [from, to] = [formatDateTime(firstAt), formatDateTime(lastAt)]
  if (from === to) return from
  if (todayIn(firstAt) === todayIn(lastAt)) return t.fromTo(from, formatTime(lastAt))
  return t.fromTo(from, `${formatDate(todayIn(lastAt))} kl. ${formatTime(lastAt)}`)
}

/** What was done, in the words of the log; that it was refused is said where the words do not. */
export function whatWords({ verbs, outcomes }: Thing): string {
  const words = verbs.map(logWord).join(', ')
  const saysSo = verbs.every((verb) => verb === 'page.open' || verb === 'session.refused')
  return outcomes.includes('denied') && !saysSo ? t.denied(words) : words
}
