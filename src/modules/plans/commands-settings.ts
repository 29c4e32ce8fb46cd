import type { Insertable } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { PlanSettingTable } from '#platform/db/types.ts'
import { SetAreaRule, SetPlanning, SetStaffHours, SetVisitDay } from './contract.ts'
import { findItem } from './queries-items.ts'
import { listAreaRules } from './queries-owed.ts'
import { getSetting } from './queries.ts'
import { isInOn } from './schedule.ts'
import { monthsOf } from './rules.ts'

/** What a service area asks of each year: the board's own reading, with its ground. */
export const setAreaRule = command({
  verb: 'areaRule.change',
  input: SetAreaRule,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run({ db, actor }, _, { revision: seen, ...rule }) {
    const current = (await listAreaRules(db, rule.boardId)).find(
      (one) => one.serviceAreaId === rule.serviceAreaId,
    )
    if ((current?.revision ?? 0) !== seen) throw new Problem('stale', { current: current ?? {} })
    const revision = seen + 1
    await db
      .insertInto('areaRule')
      .values({ ...rule, revision, municipalityId: actor.municipalityId })
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'boardId', 'serviceAreaId']).doUpdateSet({ ...rule, revision }),
      )
      .execute()
    return { id: rule.serviceAreaId, revision }
  },
  detail: ({ serviceAreaId, coverage, inDepthEvery }) => ({ serviceAreaId, coverage, inDepthEvery }),
})

export const setPlanning = command({
  verb: 'areaRule.change',
  input: SetPlanning,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  run: async (context, _, setting) =>
    keepSetting(context, await getSetting(context.db, setting.boardId), setting),
  detail: ({ fixedBy, changedBy }) => ({ fixedBy, changedBy }),
})

type Setting = Omit<Insertable<PlanSettingTable>, 'municipalityId'> & { readonly revision: number }

/** The board's one row of settings for planning, saved by whoever saw it last: two windows never write over each other. */
export async function keepSetting(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  current: { readonly revision: number },
  { revision: seen, ...setting }: Setting,
): Promise<{ id: string; revision: number }> {
  if (current.revision !== seen) throw new Problem('stale', { current })
  const revision = seen + 1
  await db
    .insertInto('planSetting')
    .values({ ...setting, revision, municipalityId: actor.municipalityId })
    .onConflict((conflict) =>
      conflict.columns(['municipalityId', 'boardId']).doUpdateSet({ ...setting, revision }),
    )
    .execute()
  return { id: setting.boardId, revision }
}

/** Hours people have for follow-up, month by month. What is left empty is left as it was. */
export const setStaffHours = command({
  verb: 'capacity.set',
  input: SetStaffHours,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run({ db, actor }, _, { boardId, year, people }) {
    const rows = people.flatMap(({ accountId, hours }) =>
      hours.flatMap((has, at) =>
        has === null
          ? []
          : [{ municipalityId: actor.municipalityId, boardId, accountId, year, month: at + 1, hours: has }],
      ),
    )
    if (rows.length > 0)
      await db
        .insertInto('staffHours')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['municipalityId', 'boardId', 'accountId', 'year', 'month'])
            .doUpdateSet((set) => ({ hours: set.ref('excluded.hours') })),
        )
        .execute()
    return { id: boardId, months: rows.length }
  },
  detail: ({ year }, result) => ({ year, months: result.months }),
})

/**
 * The day of a visit that is not announced: the team's own list, under secrecy. The log tells that a day was set, never
 * which. To whoever is not in the team it is as if there were no such row.
 */
export const setVisitDay = command({
  verb: 'visit.record',
  input: SetVisitDay,
  target: async ({ db, actor }, { itemId }) => {
    const item = await findItem(db, itemId)
    return item && isInOn(actor, item) ? { id: item.id, boardId: item.boardId, item } : undefined
  },
  async run({ db, actor, now }, { item }, { visitOn, note, revision: seen }) {
    if (item.announced || item.removed) throw new Problem('wrongState')
    const current = await db
      .selectFrom('planVisitDay')
      .select(['visitOn', 'note', 'revision'])
      .where('planItemId', '=', item.id)
      .forUpdate()
      .executeTakeFirst()
    if ((current?.revision ?? 0) !== seen) throw new Problem('stale', { current: current ?? {} })
    if (visitOn === null) {
      await db.deleteFrom('planVisitDay').where('planItemId', '=', item.id).execute()
      return { id: item.id, yearPlanId: item.yearPlanId }
    }
    const month = Number(visitOn.slice(5, 7))
    if (Number(visitOn.slice(0, 4)) !== item.year || !monthsOf(item).includes(month))
      throw fieldProblem('visitOn', 'dayOutsidePlan')
    const row = { visitOn, note, revision: seen + 1, setBy: actor.accountId, setAt: now }
    await db
      .insertInto('planVisitDay')
      .values({ ...row, municipalityId: actor.municipalityId, planItemId: item.id, boardId: item.boardId })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'planItemId']).doUpdateSet(row))
      .execute()
    return { id: item.id, yearPlanId: item.yearPlanId }
  },
})
