import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { addToTeam, planFollowUp } from '#modules/followups/public.ts'
import { notify } from '#modules/notices/public.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { itemKindNames } from '#texts/sv/plans.ts'
import { prepareTexts as t } from '#texts/sv/plans-decisions.ts'
import { PrepareItems } from './contract.ts'
import { listItems } from './queries-items.ts'
import { findDecided, lockYearPlan, type YearPlan } from './queries.ts'
import { isSame } from './rules-difference.ts'
import { lastDayOf, type PlanItem } from './rules.ts'
import { attachSources } from './sources.ts'
import type { FollowUpKind } from '#modules/followups/public.ts'

type Skipped = { name: string; why: string }
type Input = { leadId?: string | undefined; matterId?: string | undefined }

/**
 * Makes the follow-ups of a month, forty in one go, of rows that are decided. A row that already has its follow-up is
 * passed by, so that the same press twice makes nothing twice; what could not be made is told row by row.
 */
export const prepareItems = command({
  verb: 'followUp.create',
  input: PrepareItems,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    const wanted = new Set(input.itemIds)
    const items = (await listItems(context.db, plan.id)).filter((item) => wanted.has(item.id))
    const decided = await decidedItems(context, plan)
    const units = await unitsOf(context, plan, items)
    const made: { item: PlanItem; leadId: string }[] = []
    const skipped: Skipped[] = []
    for (const item of items) {
      const leadId = item.team.find((member) => member.role === 'lead')?.accountId ?? input.leadId
      const unit = units.get(item.unitId ?? '')
      const obstacle = obstacleOf(item, { decided, unit, leadId })
      const why =
        obstacle ?? (unit && leadId ? await makeOne(context, { item, unit }, { ...input, leadId }) : null)
      if (why) skipped.push({ name: item.name, why })
      else if (leadId) made.push({ item, leadId })
    }
    // What was found since the plan was made is checked as well.
    const ids = made.map((one) => one.item.id)
    await attachSources(context, plan, ids)
    await tell(context, plan, made)
    return { id: plan.id, made: made.length, skipped }
  },
  detail: (_, result) => ({ made: result.made, skipped: result.skipped.length }),
})

async function decidedItems({ db }: Context, plan: YearPlan): Promise<ReadonlyMap<string, PlanItem>> {
  const version = await findDecided(db, plan.id)
  if (!version) throw new Problem('wrongState', { detail: 'no decided version' })
  return new Map(version.items.map((item) => [item.id, item]))
}

type Unit = { id: string; boardId: string; providerId: string; name: string }

async function unitsOf(
  { db, now }: Context,
  plan: YearPlan,
  items: readonly PlanItem[],
): Promise<Map<string, Unit>> {
  const ids = items.flatMap((item) => item.unitId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await unitsOn(db, todayIn(now))
    .select(['u.id', 'u.boardId', 's.providerId', 's.name'])
    .where('u.id', 'in', ids)
    .where('u.boardId', '=', plan.boardId)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

type Given = {
  decided: ReadonlyMap<string, PlanItem>
  unit: Unit | undefined
  leadId: string | undefined
}

/** Why no follow-up is made of a row, in words for the one who pressed; null when nothing stands in the way. */
function obstacleOf(item: PlanItem, { decided, unit, leadId }: Given): string | null {
  if (item.followUp && item.followUp.state !== 'cancelled') return t.already
  const was = decided.get(item.id)
  if (!was) return t.notDecided
  if (!isSame([withoutTeam(was)], [withoutTeam(item)])) return t.changing
  if (item.otherBoardName) return t.otherBoard(item.otherBoardName)
  if (item.subject !== 'unit') return t.noUnit
  if (!unit) return t.unitGone
  return leadId ? null : t.noLead
}

/** Who does it may change without a decision. */
function withoutTeam(item: PlanItem): PlanItem {
  return { ...item, team: [], hours: 0, priority: 'normal' }
}

type Made = { item: PlanItem; unit: Unit }

async function makeOne(
  context: Context,
  { item, unit }: Made,
  input: Input & { leadId: string },
): Promise<string | null> {
  const today = todayIn(context.now)
  try {
    const followUp = await planFollowUp(context, unit, followUpOf(item, { today, matterId: input.matterId }))
    const team = item.team.filter((member) => member.role !== 'lead')
    for (const accountId of [input.leadId, ...team.map((member) => member.accountId)])
      await addToTeam(context, followUp, { accountId, isLead: accountId === input.leadId, profession: '' })
    return null
  } catch (cause) {
    if (!isProblem(cause) || cause.fields.length === 0) throw cause
    return item.kind === 'revisit' ? t.nothingToRevisit : t.cannot
  }
}

/** What is coarse in the plan stays coarse: an unannounced visit is due by the last day of its half-year. */
function followUpOf(item: PlanItem, given: { today: IsoDate; matterId: string | undefined }) {
  const due = lastDayOf(item)
  return {
    unitId: item.unitId ?? '',
    title: t.followUpTitle(itemKindNames[item.kind], item.theme, item.year),
    // Rows of a unit have only kinds that follow-ups have; the two others were passed by above.
    kind: item.kind as FollowUpKind,
    depth: item.depth,
    level: 'agreement' as const, // the column allows three words
    performedBy: 'office' as const, // the column allows two words
    purposes: ['agreement' as const],
    focusAreas: item.focusAreas,
    methods: item.methods as [], // the words were checked when the row was written
    announced: item.announced,
    dueOn: due < given.today ? given.today : due,
    cause: item.why || item.theme || t.cause(item.year),
    roleException: '',
    newCaseNumber: '',
    planItemId: item.id,
    ...(given.matterId ? { matterId: given.matterId } : {}),
  }
}

/** One notice a person, however many follow-ups. */
async function tell(
  context: Context,
  plan: YearPlan,
  made: readonly { item: PlanItem; leadId: string }[],
): Promise<void> {
  const byLead = Map.groupBy(made, (one) => one.leadId)
  for (const [leadId, of] of byLead)
    if (leadId !== context.actor.accountId)
      await notify(context, [leadId], {
        kind: 'followUp.member',
        title: t.notice(of.length),
        href: '/uppfoljningar?mina=ja',
        boardId: plan.boardId,
      })
}
