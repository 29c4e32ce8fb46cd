import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { agreementsForUnit, listApplicableRequirements } from '#modules/agreements/public.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { listUnitNames } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { triggerNames, triggerNotices, triggerWords } from '#texts/sv/triggers.ts'
import { EndTrigger, ProposeFollowUp, SupplementTrigger } from './contract.ts'
import { deciderOf } from './decider.ts'
import { factsFrom } from './pick.ts'
import { lockTrigger, type Proposal } from './queries.ts'
import { moved, type Fact, type ProposedKind } from './rules.ts'
import { useSignals } from './signals.ts'
import { findSources } from './sources.ts'
import { saveProposal } from './save.ts'
import { writeEvent, writeProposal, type Writing } from './write.ts'

type Unit = { id: string; boardId: string; providerId: string; name: string }

/** Proposes a follow-up that no plan has. Nobody at the unit learns of it. */
export const proposeFollowUp = command({
  verb: 'trigger.propose',
  input: ProposeFollowUp,
  async target({ db, now }, { unitIds }) {
    const ids = [...new Set(unitIds)]
    const known = await listUnitNames(db, todayIn(now), { ids })
    // In the order that they were named: the first one's catalogue and agreement bind.
    const units = ids.flatMap((id) => known.find((unit) => unit.id === id) ?? [])
    const [first] = units
    if (!first || units.length < ids.length) return undefined
    return { boardId: first.boardId, unitId: units.length === 1 ? first.id : null, units, first }
  },
  async run(context, { boardId, units, first }, input) {
    if (units.some((unit) => unit.boardId !== boardId)) throw fieldProblem('unitIds', 'otherBoard')
    const { trigger, kind } = input
    const title = input.title || triggerWords.titleOf(triggerNames[trigger], units.map(nameOf)).slice(0, 300)
    const facts = await chosenFacts(context, { boardId, units }, input.facts)
    const id = await writeProposal(
      writingOf(context),
      { ...(await rowOf(context, first, input)), boardId, title, today: todayIn(context.now) },
      { units: units.map(({ id: unitId, providerId }) => ({ unitId, providerId })), facts },
    )
    await useSignals(context, id, facts)
    await tellDeciders(context, { id, boardId, kind }, triggerNotices.toDecide(title))
    return { id }
  },
  detail: ({ trigger, kind, unitIds }) => ({ trigger, kind, units: unitIds.length }),
})

const nameOf = ({ name }: Unit) => name

export function writingOf({ db, actor, now }: Context): Writing {
  return { db, municipalityId: actor.municipalityId, accountId: actor.accountId, now }
}

/** The row of what was written, with what the codes stand for and the agreement that was departed from. */
async function rowOf(context: Context, first: Unit, input: ProposeFollowUp) {
  const { unitIds: _units, facts: _facts, requirementCodes, form, wantedBy, ...said } = input
  const today = todayIn(context.now)
  const [agreement] = await agreementsForUnit(context.db, first.id, today)
  const isDeparture = input.trigger === 'agreementDeparture'
  return {
    ...said,
    form: input.kind === 'targeted' ? (form ?? null) : null,
    wantedBy: wantedBy ?? null,
    agreementId: isDeparture ? (agreement?.id ?? null) : null,
    requirementIds: await requirementsOf(context, { unitId: first.id, today }, requirementCodes),
  }
}

/** Codes as they stand in the catalogue that binds the first unit. */
async function requirementsOf(
  { db }: Context,
  { unitId, today }: { unitId: string; today: IsoDate },
  codes: readonly string[],
): Promise<string[]> {
  if (codes.length === 0) return []
  const applicable = await listApplicableRequirements(db, unitId, today, 'inDepth')
  const byCode = new Map(applicable?.requirements.map(({ code, id }) => [code.toLowerCase(), id]))
  return codes.map((code) => {
    const id = byCode.get(code.toLowerCase())
    if (!id) throw fieldProblem('requirementCodes', 'requirementUnknown')
    return id
  })
}

type About = { boardId: string; units: readonly Unit[] }

/** What was ticked, as the system knows it now: nothing that the units do not have. */
async function chosenFacts(
  { db, now }: Context,
  { boardId, units }: About,
  chosen: ProposeFollowUp['facts'],
): Promise<Fact[]> {
  if (chosen.length === 0) return []
  const today = todayIn(now)
  const unitIds = units.map(({ id }) => id)
  const wanted = new Set(chosen.map(({ sourceId }) => sourceId))
  const all = await findSources(db, { boardId, from: factsFrom(today), today, unitIds })
  const known = all.filter(({ sourceId }) => wanted.has(sourceId))
  if (known.length !== wanted.size) throw fieldProblem('facts', 'notValid')
  return known
}

type Told = { id: string; boardId: string; kind: ProposedKind }

async function tellDeciders(context: Context, { id, boardId, kind }: Told, title: string): Promise<void> {
  const today = todayIn(context.now)
  const { roles } = await deciderOf(context.db, { boardId, kind }, today)
  const holders = await holdersOf(context.db, boardId, roles, today)
  await notify(
    context,
    holders.filter((account) => account !== context.actor.accountId),
    { kind: 'trigger.toDecide', title, href: `/uppfoljningar/forslag/${id}`, boardId },
  )
}

/** Answers what more was asked, or adds what has come since. What was written before stays in the history. */
export const supplementTrigger = command({
  verb: 'trigger.supplement',
  input: SupplementTrigger,
  target: ({ db }, { triggerId }) => lockTrigger(db, triggerId),
  async run(context, proposal, { revision: seen, reason, restsOn }) {
    const { state } = moved(proposal, 'supplement')
    const revision = await saveProposal(context, proposal, seen, {
      state,
      restsOn: [proposal.restsOn, restsOn].filter((text) => text !== '').join('\n\n'),
      ...(proposal.state === 'asked' ? { waitsSince: todayIn(context.now) } : {}),
    })
    await writeEvent(writingOf(context), eventOf(proposal, 'supplemented', reason))
    await tellDeciders(context, proposal, triggerNotices.supplemented(proposal.title))
    return { id: proposal.id, revision }
  },
})

/** Whoever proposed it takes it back. */
export const withdrawTrigger = command({
  verb: 'trigger.withdraw',
  input: EndTrigger,
  target: ({ db }, { triggerId }) => lockTrigger(db, triggerId),
  run(context, proposal, input) {
    if (proposal.raisedBy !== context.actor.accountId) throw new Problem('notAllowed')
    return end(context, proposal, { ...input, move: 'withdraw' })
  },
})

/** What a rule has raised is put aside with a reason. It does not come back for the same facts. */
export const dismissTrigger = command({
  verb: 'trigger.dismiss',
  input: EndTrigger,
  target: ({ db }, { triggerId }) => lockTrigger(db, triggerId),
  run(context, proposal, input) {
    if (proposal.rule === '') throw new Problem('wrongState', { detail: 'proposed by a person' })
    return end(context, proposal, { ...input, move: 'dismiss' })
  },
})

type Ending = { revision: number; reason: string; move: 'withdraw' | 'dismiss' }

async function end(context: Context, proposal: Proposal, { revision: seen, reason, move }: Ending) {
  const { state } = moved(proposal, move)
  const revision = await saveProposal(context, proposal, seen, {
    ...{ state, decidedBy: context.actor.accountId, decidedOn: todayIn(context.now), decisionReason: reason },
  })
  await writeEvent(
    writingOf(context),
    eventOf(proposal, move === 'withdraw' ? 'withdrawn' : 'dismissed', reason),
  )
  return { id: proposal.id, revision }
}

export function eventOf(
  { id, boardId }: Pick<Proposal, 'id' | 'boardId'>,
  kind: Parameters<typeof writeEvent>[1]['kind'],
  reason: string,
) {
  return { proposalId: id, boardId, kind, reason }
}
