import { formatDate, formatDateTime } from '#kernel/dates.ts'
import type { AgreementStateRow } from '#modules/agreements/public.ts'
import { agreementTexts as t, statusNames } from '#texts/sv/agreements.ts'

/** A state of an agreement in words, in the order it is read. */
export function termsInWords(state: AgreementStateRow | undefined): { label: string; text: string }[] {
  if (!state) return []
  const day = (date: string | null) => (date ? formatDate(date) : '')
  return [
    { label: t.titleLabel, text: state.title },
    { label: t.state, text: statusNames[state.status] },
    { label: t.period, text: t.periodText(formatDate(state.validFrom), state.validTo && day(state.validTo)) },
    { label: t.catalogue, text: t.catalogueVersion(state.catalogueNumber) },
    { label: t.decidedOn, text: day(state.decidedOn) },
    { label: t.extensionUntil, text: day(state.extensionUntil) },
    { label: t.extensionDecisionBy, text: day(state.extensionDecisionBy) },
  ].filter((fact) => fact.text !== '')
}

/** What differs between then and now, side by side. */
export function termDifferences(then: AgreementStateRow | undefined, now: AgreementStateRow | undefined) {
  if (!then || !now) return []
  const [before, after] = [termsInWords(then), termsInWords(now)]
  const labels = [...new Set([...before, ...after].map((fact) => fact.label))]
  const textOf = (facts: typeof before, label: string) =>
    facts.find((fact) => fact.label === label)?.text ?? ''
  return labels
    .map((label) => ({ label, then: textOf(before, label), now: textOf(after, label) }))
    .filter((difference) => difference.then !== difference.now)
}

/** Every state that was recorded, the latest first. */
export function agreementEvents(states: readonly AgreementStateRow[]) {
  return [...states].reverse().map((state) => ({
    id: state.id,
    at: state.recordedAt.toISOString(),
    when: formatDateTime(state.recordedAt),
    title: t.recorded(state.title),
    who: state.recordedBy ?? undefined,
    text: [
      `${statusNames[state.status]}, ${termsInWords(state)[2]?.text ?? ''}`,
      t.catalogueVersion(state.catalogueNumber),
      state.changeNote,
    ]
      .filter(Boolean)
      .join('. '),
    state: state.supersededAt ? { kind: 'notApplicable' as const, word: t.superseded } : undefined,
  }))
}
