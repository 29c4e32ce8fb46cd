import { applies } from '#modules/agreements/public.ts'
import type { ExtensionOption } from '#modules/agreements/rules.ts'
import type { Batch } from './batch.ts'
import { stateOn } from './organisation-rows.ts'
import type { DemoContent } from './read-demo.ts'
import type { AgreementContent } from './shapes-demo.ts'

/** Agreements through their states, the units they cover, and the clauses that carry the requirements. */
export function addAgreements(batch: Batch, demo: DemoContent): void {
  for (const agreement of demo.agreements) {
    const { key, board, provider, kind, caseNumber } = agreement
    const bound = {
      agreementId: batch.id('agreement', key),
      boardId: batch.id('board', board),
      providerId: batch.id('provider', provider),
    }
    const { agreementId: id, ...owners } = bound
    batch.add('agreement', { id, ...owners, kind, caseNumber })
    addStates(batch, agreement, bound)
    for (const { code, from, to } of agreement.units)
      batch.add('agreementUnit', {
        ...bound,
        unitId: batch.id('unit', code),
        validFrom: from ?? agreement.states[0]?.from ?? demo.asOf,
        validTo: to ?? null,
      })
    for (const [requirementKey, clause] of clausesOf(demo, agreement))
      batch.add('agreementClause', { ...bound, requirementKey, clause })
  }
}

type Bound = { agreementId: string; boardId: string; providerId: string }

function addStates(batch: Batch, { key, title, states }: AgreementContent, bound: Bound): void {
  for (const [index, state] of states.entries())
    batch.add('agreementState', {
      ...bound,
      id: batch.id('agreementState', `${key}/${index}`),
      title: state.title ?? title,
      status: state.status,
      catalogueVersionId: batch.id('catalogueVersion', String(state.catalogue)),
      decidedOn: state.decidedOn ?? null,
      extensionUntil: state.extensionUntil ?? null,
      extensionDecisionBy: state.extensionDecisionBy ?? null,
      options: optionsOf(state),
      changeNote: state.change,
      validFrom: state.from,
      validTo: state.to ?? states[index + 1]?.from ?? null,
      recordedAt: new Date(`${state.decidedOn ?? state.from}T09:00:00+01:00`),
    })
}

type State = AgreementContent['states'][number]

function optionsOf({ extensionUntil: until, extensionDecisionBy: decideBy }: State): ExtensionOption[] {
  if (!until) return []
  return [{ until, decideBy: decideBy ?? null, outcome: null, decidedOn: null, decision: '' }]
}

/** "Bilaga 2, punkt 4.3", for the requirements that apply to a unit of the agreement and have a point. */
export function clausesOf(demo: DemoContent, agreement: AgreementContent): Map<string, string> {
  if (!agreement.clauses) return new Map()
  const served = agreement.units.flatMap(({ code, from }) => {
    const unit = demo.units.find((one) => one.code === code)
    const state = unit && stateOn(unit, from ?? agreement.states[0]?.from ?? demo.asOf)
    return state ? [{ serviceAreaKey: state.area, laws: state.laws }] : []
  })
  const pairs = demo.base.requirements.flatMap((one): [string, string][] => {
    const point = demo.points[one.key]
    const carried = point && served.some((unit) => applies(one, unit).applies)
    return carried ? [[one.key, `${agreement.clauses}, punkt ${point}`]] : []
  })
  return new Map(pairs)
}

/** The agreement in force for a unit and its operator on a day. */
export function agreementOn(
  demo: DemoContent,
  at: { code: string; provider: string; day: string },
): { agreement: AgreementContent; title: string; catalogue: number } | undefined {
  for (const agreement of demo.agreements) {
    if (agreement.provider !== at.provider) continue
    const covered = agreement.units.some(
      ({ code, from, to }) => code === at.code && (!from || from <= at.day) && (!to || to > at.day),
    )
    const state = agreement.states.findLast(({ from }) => from <= at.day)
    const isOver = state?.to !== undefined && state.to <= at.day
    if (covered && state?.status === 'adopted' && !isOver)
      return { agreement, title: state.title ?? agreement.title, catalogue: state.catalogue }
  }
  return undefined
}
