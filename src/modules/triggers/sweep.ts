import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { holdersOf, layNotices } from '#modules/notices/public.ts'
import { listUnitNames } from '#modules/organisation/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { raisedReason, triggerNames, triggerNotices, triggerWords } from '#texts/sv/triggers.ts'
import { groupsOf } from './rule-sources.ts'
import { countsFrom, distinctIn, raisedBy, ruleKeys, ruleTable, type Counted, type RuleKey } from './rules.ts'
import { getTriggerRules } from './settings.ts'
import { findSources } from './sources.ts'
import { listEarlier } from './earlier.ts'
import { writeProposal } from './write.ts'

/** Tries the rules of every board once a day. What they raise is raised once for the same facts. */
export async function raiseProposals(db: Db, municipality: Municipality, now: Date): Promise<void> {
  const scope = systemScope(municipality)
  const today = todayIn(now)
  if (!(await withScope(db, scope, (tx) => isFirstToday(tx, municipality.id, today)))) return
  for (const boardId of municipality.boards)
    await withScope(db, scope, (tx) =>
      raiseForBoard({ db: tx, municipalityId: municipality.id, now }, boardId),
    )
  await withScope(db, scope, (tx) => markRun(tx, municipality.id, today))
}

async function isFirstToday(db: Db, municipalityId: string, today: IsoDate): Promise<boolean> {
  const run = await db
    .selectFrom('triggerRun')
    .select('ranOn')
    .where('municipalityId', '=', municipalityId)
    .executeTakeFirst()
  return !run || run.ranOn < today
}

/** After the work, so that what broke off is tried again. */
async function markRun(db: Db, municipalityId: string, ranOn: IsoDate): Promise<void> {
  await db
    .insertInto('triggerRun')
    .values({ municipalityId, ranOn })
    .onConflict((conflict) => conflict.column('municipalityId').doUpdateSet({ ranOn }))
    .execute()
}

type Doing = { readonly db: Db; readonly municipalityId: string; readonly now: Date }

/** Every rule of one board that is on. @returns the ids of what was raised */
export async function raiseForBoard(doing: Doing, boardId: string): Promise<string[]> {
  const { db, now } = doing
  const today = todayIn(now)
  // One at a time: the daily round, and somebody who changes the rules just then.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`triggers:${boardId}`}, 0))`.execute(db)
  const { rules } = await getTriggerRules(db, boardId)
  const isOn = ruleKeys.filter((key) => rules[key].isOn)
  const from = isOn.map((key) => countsFrom(key, rules[key], today)).sort()[0]
  if (!from) return []
  const sources = await findSources(db, { boardId, from, today })
  const earlier = await listEarlier(db, boardId)
  const raised: string[] = []
  for (const rule of isOn)
    for (const [group, facts] of groupsOf(rule, sources, countsFrom(rule, rules[rule], today))) {
      const counted = raisedBy(facts, rules[rule].count, earlier.get(`${rule} ${group}`) ?? [])
      if (counted)
        raised.push(await raise(doing, { boardId, rule, within: rules[rule].within, group }, counted))
    }
  return raised
}

type Raising = { boardId: string; rule: RuleKey; within: number; group: string }

async function raise(doing: Doing, raising: Raising, counted: readonly Counted[]): Promise<string> {
  const { db, municipalityId, now } = doing
  const { boardId, rule, within, group } = raising
  const { trigger, urgency } = ruleTable[rule]
  const units = new Map(counted.map(({ unitId, providerId }) => [unitId, { unitId, providerId }]))
  const named = await listUnitNames(db, todayIn(now), { ids: [...units.keys()] })
  const title = triggerWords.titleOf(
    triggerNames[trigger],
    named.map(({ name }) => name),
  )
  const id = await writeProposal(
    { db, municipalityId, accountId: null, now },
    {
      ...{ boardId, title: title.slice(0, 300), trigger, urgency, kind: 'eventDriven', depth: 'basic' },
      ...{ reason: raisedReason[rule](distinctIn(counted), within), initiator: 'followUpUnit' },
      ...{ rule, ruleGroup: group, today: todayIn(now) },
    },
    { units: [...units.values()], facts: counted },
  )
  await tell(doing, boardId, { title, href: `/uppfoljningar/forslag/${id}` })
  await writeAudit(db, {
    ...{ municipalityId, accountId: null, verb: 'trigger.raise', targetId: id, boardId, outcome: 'done' },
    ...{ at: now, detail: { rule, facts: counted.length } },
  })
  return id
}

async function tell(
  { db, municipalityId, now }: Doing,
  boardId: string,
  { title, href }: { title: string; href: string },
): Promise<void> {
  const receivers = await holdersOf(db, boardId, ['strategist'], todayIn(now))
  const notice = { kind: 'trigger.raised', title: triggerNotices.raised(title), href, boardId }
  await layNotices(db, { municipalityId, now }, { receivers, notice })
}
