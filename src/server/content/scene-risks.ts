import { scopeOf, type Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import {
  getRules,
  judgeUnit,
  listJudgements,
  placeAgreement,
  placedAgreements,
  setRiskRules,
  withdrawJudgement,
} from '#modules/risks/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { judged, placedByKind, type Judged } from './risks-content.ts'
import { spread } from './scene.ts'
import { instant, lastDay } from './times.ts'

/**
 * The risk analysis of the year as far as it has come: rules that were changed once, some units judged by those who know
 * them, one judgement corrected and one withdrawn, most units still to judge, and the agreements placed but for a few.
 */
export async function weighRisks(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const scene = { db, given, strategist: await actorOf(db, given, 'strategist') }
    const boards = [...new Set(scene.strategist.assignments.flatMap(({ boardId }) => boardId ?? []))]
    for (const boardId of boards) await chooseRules(scene, boardId)
    await judgeUnits(scene)
    await withdrawOne(scene)
    for (const boardId of boards) await placeAgreements(scene, boardId)
  } finally {
    await db.destroy()
  }
}

type Scene = { db: Db; given: DemoDay; strategist: Actor }

/** As somebody at their desk so many days before the demo's last. */
function as({ db, given }: Scene, actor: Actor, { daysAgo, clock }: { daysAgo: number; clock: string }) {
  const day = addDays(lastDay(given.asOf), -daysAgo)
  return { db, actor, now: new Date(instant(day, clock)), commandId: uuidv7() }
}

function see<Result>({ db, strategist }: Scene, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return withScope(db, scopeOf(strategist), work)
}

async function chooseRules(scene: Scene, boardId: string): Promise<void> {
  const { revision, ...rules } = await see(scene, (tx) => getRules(tx, boardId))
  await setRiskRules(as(scene, scene.strategist, { daysAgo: 75, clock: '10:40' }), {
    ...{ boardId, revision },
    ...{ actFrom: rules.actFrom, oldAfterMonths: 9 },
    limits: {
      total: [...rules.limits.total],
      likelihood: [...rules.limits.likelihood],
      consequence: [...rules.limits.consequence],
    },
    weights: { ...rules.weights, complaints: 4 },
    reason:
      'Klagomål ska väga tyngre. Genomgången av förra året visade att de ofta kom före de brister vi fann.',
  })
}

async function judgeUnits(scene: Scene): Promise<void> {
  const units = await unitsOn(scene.db, lastDay(scene.given.asOf))
    .select(['u.id', 's.name'])
    .where('u.municipalityId', '=', scene.given.municipalityId)
    .execute()
  const actors = new Map<string, Actor>()
  for (const one of judged) {
    const actor = actors.get(one.by) ?? (await actorOf(scene.db, scene.given, one.by))
    actors.set(one.by, actor)
    const unitId = units.find(({ name }) => name === one.unit)?.id
    if (!unitId) throw new Error(`The demo has no unit called ${one.unit}.`)
    await judgeUnit(as(scene, actor, { daysAgo: one.daysAgo, clock: '13:20' }), {
      unitId,
      judgements: one.factors.map((factor) => ({ ...factor, observedOn: observedOn(scene, one) })),
    })
  }
}

/** What is judged was seen some days before. */
function observedOn({ given }: Scene, { daysAgo, seen = 6 }: Judged): string {
  return addDays(lastDay(given.asOf), -daysAgo - seen)
}

/** The latest of the unit that was judged by mistake. */
async function withdrawOne(scene: Scene): Promise<void> {
  const mistaken = judged.find(({ isMistake }) => isMistake)
  const units = await unitsOn(scene.db, lastDay(scene.given.asOf))
    .select('u.id')
    .where('u.municipalityId', '=', scene.given.municipalityId)
    .where('s.name', '=', mistaken?.unit ?? '')
    .execute()
  const [latest] = await see(scene, (tx) => listJudgements(tx, units[0]?.id ?? ''))
  if (!mistaken || !latest) throw new Error('The demo has no judgement to withdraw.')
  await withdrawJudgement(
    as(scene, scene.strategist, { daysAgo: Math.max(0, mistaken.daysAgo - 2), clock: '09:05' }),
    { judgementId: latest.id, reason: 'Klagomålen gällde en annan enhet hos samma utförare.' },
  )
}

async function placeAgreements(scene: Scene, boardId: string): Promise<void> {
  const manager = await actorOf(scene.db, scene.given, 'contractManager')
  const on = lastDay(scene.given.asOf)
  const agreements = await see(scene, (tx) => placedAgreements(tx, { boardId, on }))
  for (const { agreementId, caseNumber, kind, units } of agreements) {
    if (spread(`placed ${caseNumber}`, 5) === 0) continue
    const { importance, complexity, ...reasons } = placedByKind[kind]
    await placeAgreement(as(scene, manager, { daysAgo: 30 + spread(caseNumber, 20), clock: '14:10' }), {
      ...{ agreementId, ...reasons, importance },
      complexity: units > 2 && complexity < 4 ? next[complexity] : complexity,
    })
  }
}

/** An agreement of several units is one step harder to follow. */
const next = { 1: 2, 2: 3, 3: 4, 4: 4 } as const
