import { formatDate, formatDateTime } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import type { UnitStateRow } from '#modules/organisation/public.ts'
import { differingFacts, factNames, type FactName } from '#modules/organisation/rules.ts'
import { operatingForms, unitStatuses } from '#texts/sv/common.ts'
import { factLabels, organisationTexts as t } from '#texts/sv/organisation.ts'

/** What a fact of a state is in words. */
function factWord(state: UnitStateRow, name: FactName): string {
  const words: Partial<Record<FactName, string>> = {
    providerId: state.providerName,
    serviceAreaId: state.serviceArea,
    operatingForm: operatingForms[state.operatingForm],
    status: unitStatuses[state.status],
    laws: listOf(state.laws),
  }
  return words[name] ?? String(state[name] ?? '')
}

export function factsInWords(state: UnitStateRow | undefined): { label: string; text: string }[] {
  if (!state) return []
  return factNames
    .map((name) => ({ label: factLabels[name], text: factWord(state, name) }))
    .filter((fact) => fact.text !== '')
}

/** What differs between then and now, each side in words. */
export function differences(then: UnitStateRow | undefined, now: UnitStateRow | undefined) {
  if (!then || !now) return []
  return differingFacts(then, now).map((name) => ({
    label: factLabels[name],
    then: factWord(then, name),
    now: factWord(now, name),
  }))
}

/** The log of a unit, the latest first: what was recorded when, by whom, and what it changed. */
export function eventsOf(states: readonly UnitStateRow[]) {
  return states
    .flatMap((state) => {
      const former = formerOf(states, state)
      const changed = former ? differences(former, state) : []
      if (former && changed.length === 0) return []
      return [{ id: state.id, at: state.recordedAt.toISOString(), ...wordsOf(state, former, changed) }]
    })
    .reverse()
}

type Changed = ReturnType<typeof differences>

function wordsOf(state: UnitStateRow, former: UnitStateRow | undefined, changed: Changed) {
  const day = formatDate(state.validFrom)
  const isCorrection = former?.validFrom === state.validFrom
  const lines = changed.map((difference) => t.difference(difference.label, difference.then, difference.now))
  return {
    when: formatDateTime(state.recordedAt),
    title: former ? (isCorrection ? t.corrected(day) : t.changedFrom(day)) : t.created(day),
    who: state.recordedBy ?? undefined,
    text: [...lines, ...(state.changeNote ? [t.note(state.changeNote)] : [])].join('. '),
  }
}

/** What held the state's first day before it was recorded; else what held until then. */
function formerOf(states: readonly UnitStateRow[], state: UnitStateRow): UnitStateRow | undefined {
  const outOfForce = states.find(
    (other) =>
      other.supersededAt?.getTime() === state.recordedAt.getTime() &&
      other.validFrom <= state.validFrom &&
      (other.validTo === null || state.validFrom < other.validTo),
  )
  return outOfForce ?? states.find((other) => other.validTo === state.validFrom && isKnownWith(other, state))
}

function isKnownWith(other: UnitStateRow, state: UnitStateRow): boolean {
  return (
    other.recordedAt <= state.recordedAt &&
    (other.supersededAt === null || other.supersededAt > state.recordedAt)
  )
}
