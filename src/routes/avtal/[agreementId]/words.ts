import { formatDate, formatDateTime } from '#kernel/dates.ts'
import type { AgreementStateRow } from '#modules/agreements/public.ts'
import { agreementTexts as t, statusNames } from '#texts/sv/agreements.ts'
import { procurementFormNames, termTexts as w } from '#texts/sv/agreements-pages.ts'

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
    { label: w.decidedBy, text: state.decidedBy },
    { label: w.procurementForm, text: state.procurementForm && procurementFormNames[state.procurementForm] },
    { label: w.tenderDocument, text: state.tenderDocument },
    { label: w.providerContact, text: state.providerContact },
    { label: w.managedBy, text: state.managedBy },
    { label: w.noticeMonths, text: state.noticeMonths?.toString() ?? '' },
    { label: w.options, text: state.options.map((option) => optionInWords(option)).join('; ') },
  ].filter((fact) => fact.text !== '')
}

/** "31 mars 2028 (utnyttjad)" */
export function optionInWords({
  until,
  outcome,
}: {
  until: string
  outcome: 'used' | 'declined' | null
}): string {
  const words = { used: w.optionUsed, declined: w.optionDeclined }
  return outcome ? `${formatDate(until)} (${words[outcome].toLowerCase()})` : formatDate(until)
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
