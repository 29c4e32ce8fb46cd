import { scopeOf, type Actor } from '#access/may.ts'
import { isWorkingDay } from '#kernel/calendar.ts'
import { addDays, addMonths } from '#kernel/dates.ts'
import { listMunicipalities } from '#modules/duties/public.ts'
import {
  findReview,
  finishReview,
  judgeItems,
  listItems,
  listReviews,
  ReviewFilter,
  tendLogReviews,
  type Item,
} from '#modules/logreviews/public.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { writeAudit, type AuditEntry } from '#platform/audit/audit.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { networkMark } from '#platform/session/network-mark.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { withLogInOrder } from './log-in-order.ts'
import { spread } from './scene.ts'
import { instant, lastDay, minutesAfter } from './times.ts'

/**
 * Three months of the log and their reviews: one in which a fault was found, one that nobody reviewed in time, and one to
 * review now, with something for each kind of judgement.
 */
export async function reviewTheLog(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const scene = await sceneOf(db, given)
    await withScope(db, scopeOf(scene.auditor), async (tx) => {
      for (const row of [...everyDay(scene), ...found(scene)]) await writeAudit(tx, row)
    })
    await withLogInOrder(adminUrl, given.municipalityId, async (log) => {
      for (const [at, step] of steps(scene)) {
        await log.upTo(at)
        await step(at)
      }
    })
  } finally {
    await db.destroy()
  }
}

type Step = readonly [at: Date, step: (at: Date) => Promise<void>]

function steps(scene: Scene): Step[] {
  const { months, given } = scene
  const made = (at: 1 | 2 | 3): Step => [instant(months[at], '06:30'), (now) => tend(scene, now)]
  return [
    made(1),
    [instant(workday(months[1], 14), '13:30'), (now) => reviewFirst(scene, now)],
    made(2),
    made(3),
    [instant(lastDay(given.asOf), '08:30'), (now) => beginThird(scene, now)],
  ]
}

type Scene = {
  db: Db
  given: DemoDay
  /** The first days of the three months, and of the one that runs on the demo's last day. */
  months: readonly [string, string, string, string]
  auditor: Actor
  people: Readonly<Record<(typeof names)[number], string>>
  units: readonly string[]
}

const names = [
  'uppfoljare1',
  'uppfoljare2',
  'uppfoljare3',
  'mas',
  'strateg',
  'controller',
  'system',
  'logg',
] as const

async function sceneOf(db: Db, given: DemoDay): Promise<Scene> {
  const { municipalityId, asOf } = given
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'email'])
    .where('municipalityId', '=', municipalityId)
    .execute()
  const ids = names.map((name) => [
    name,
    accounts.find(({ email }) => email.startsWith(`${name}@`))?.id ?? '',
  ])
  const units = await db
    .selectFrom('unit')
    .select('id')
    .where('municipalityId', '=', municipalityId)
    .orderBy('code')
    .execute()
  const month = (back: number) => addMonths(`${lastDay(asOf).slice(0, 7)}-01`, -back)
  return {
    ...{ db, given, months: [month(3), month(2), month(1), month(0)] },
    auditor: await actorOf(db, given, 'auditor'),
    people: Object.fromEntries(ids) as Scene['people'], // one for each of the names
    units: units.map(({ id }) => id),
  }
}

const home = '192.0.2.10'
const office = '198.51.100.10'

type Act = { who: (typeof names)[number]; verb: string; at: Date; target?: string } & Partial<AuditEntry>

function row(
  { given, people }: Scene,
  { who, verb, at, target, outcome = 'read', detail = {} }: Act,
): AuditEntry {
  const { municipalityId } = given
  return { municipalityId, accountId: people[who], verb, targetId: target ?? null, outcome, detail, at }
}

/** On a working day two or three people sign in and open a unit or two. */
function everyDay(scene: Scene): AuditEntry[] {
  const rows: AuditEntry[] = []
  const [first, , , end] = scene.months
  for (let day = first; day < end; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue
    for (const who of names.slice(0, 6).filter((name) => spread(`${name} ${day}`, 5) < 2)) {
      const at = minutesAfter(instant(day, '07:40'), spread(`${day} ${who}`, 120))
      const detail = { network: networkMark(office) }
      rows.push(row(scene, { who, verb: 'session.opened', at, outcome: 'done', detail }))
      for (let more = spread(`${day} ${who} more`, 3); more > 0; more -= 1)
        rows.push(
          row(scene, {
            who,
            verb: 'unit.open',
            at: minutesAfter(at, more * 17),
            ...aUnit(scene, `${day}${more}`),
          }),
        )
    }
  }
  return rows
}

function aUnit({ units }: Scene, key: string): { target: string } {
  return { target: units[spread(key, units.length)] ?? '' }
}

/** What the rules are there for: the first month's fault, and things to ask about in the two others. */
function found(scene: Scene): AuditEntry[] {
  const [first, second, third] = scene.months
  const night = instant(workday(third, 8), '22:40')
  const acts: Act[] = [
    ...crowdedHour(scene),
    { who: 'mas', verb: 'protocol.open', at: instant(saturdayOf(first), '11:20'), ...aUnit(scene, 'mas') },
    {
      who: 'uppfoljare1',
      verb: 'unit.open',
      at: instant(saturdayOf(second), '16:45'),
      ...aUnit(scene, 'en'),
    },
    { who: 'uppfoljare2', verb: 'unit.open', at: night, ...aUnit(scene, 'två') },
    { who: 'uppfoljare2', verb: 'protocol.open', at: minutesAfter(night, 12), ...aUnit(scene, 'två') },
    { who: 'logg', verb: 'audit.open', at: instant(saturdayOf(third), '10:00') },
    {
      ...{ who: 'system', verb: 'wholeExport.fetch', outcome: 'done', target: uuidv7() },
      at: instant(workday(third, 20), '15:30'),
    },
    ...refusals(scene),
    ...manyNetworks(scene),
  ]
  return acts.map((act) => row(scene, act))
}

function crowdedHour({ units, months }: Scene): Act[] {
  const from = instant(workday(months[0], 12), '13:05')
  return units
    .slice(0, 24)
    .map((target, at) => ({ who: 'uppfoljare3', verb: 'unit.open', at: minutesAfter(from, at * 2), target }))
}

function refusals({ months }: Scene): Act[] {
  const from = instant(workday(months[2], 15), '10:12')
  const detail = { route: '/utlamnanden' }
  return Array.from({ length: 12 }, (_, at) => {
    return { who: 'controller', verb: 'page.open', outcome: 'denied', at: minutesAfter(from, at * 3), detail }
  })
}

function manyNetworks({ months }: Scene): Act[] {
  const from = instant(workday(months[2], 10), '07:50')
  return [office, home, '203.0.113.4', '192.0.3.4'].map((address, at) => ({
    ...{ who: 'strateg', verb: 'session.opened', outcome: 'done', at: minutesAfter(from, at * 95) },
    detail: { network: networkMark(address) },
  }))
}

/** The first working day on or after a day of the month. */
function workday(month: string, day: number): string {
  let date = addDays(month, day - 1)
  while (!isWorkingDay(date)) date = addDays(date, 1)
  return date
}

function saturdayOf(month: string): string {
  let date = addDays(month, 7)
  while (new Date(`${date}T12:00:00Z`).getUTCDay() !== 6) date = addDays(date, 1)
  return date
}

/** The background work on the morning of the first day of a month. */
async function tend({ db, given }: Scene, now: Date): Promise<void> {
  const municipality = (await listMunicipalities(db)).find((one) => one.id === given.municipalityId)
  if (municipality) await tendLogReviews(db, municipality, now)
}

type Verdict = { verdict: 'inOrder' | 'asked' | 'fault'; note: string }
type Choice = (rule: Item['rule']) => Verdict | undefined

/** As the log reviewer does it: what each rule found in one go. */
async function judge({ db, auditor }: Scene, month: string, { at, choose }: { at: Date; choose: Choice }) {
  const look = <Result>(work: (tx: Db) => Promise<Result>) => withScope(db, scopeOf(auditor), work)
  const as = () => ({ db, actor: auditor, now: at, commandId: uuidv7() })
  const { rows } = await look((tx) => listReviews(tx, ReviewFilter.parse({})))
  const reviewId = rows.find((one) => one.month === month)?.id ?? ''
  let revision = (await look((tx) => findReview(tx, reviewId)))?.revision ?? 0
  const items = await look((tx) => listItems(tx, reviewId))
  const others = items.filter(({ subjectId }) => subjectId !== auditor.accountId)
  for (const [rule, found] of Map.groupBy(others, (item) => item.rule)) {
    const given = choose(rule)
    const itemIds = found.map(({ id }) => id)
    if (given) ({ revision } = await judgeItems(as(), { reviewId, revision, itemIds, ...given }))
  }
  return { as, reviewId, revision }
}

async function reviewFirst(scene: Scene, at: Date): Promise<void> {
  const choose: Choice = (rule) => firstVerdicts[rule] ?? { verdict: 'inOrder', note: 'Hör till arbetet.' }
  const { as, reviewId, revision } = await judge(scene, scene.months[0], { at, choose })
  await finishReview(as(), {
    ...{ reviewId, revision },
    conclusion:
      'En medarbetare läste om enheter som inte hör till uppdraget. Chefen har talat med medarbetaren, och hela teamet har påmints om vad som gäller.',
  })
}

const firstVerdicts: Readonly<Partial<Record<Item['rule'], Verdict>> & { sample: Verdict }> = {
  massReading: {
    verdict: 'fault',
    note: 'Medarbetaren läste om enheter utan att vara med i någon uppföljning av dem. Chefen är underrättad.',
  },
  oddHours: { verdict: 'asked', note: 'MAS hade beredskap den helgen.' },
  sample: { verdict: 'inOrder', note: '' },
}

async function beginThird(scene: Scene, at: Date): Promise<void> {
  const choose: Choice = (rule) =>
    rule === 'adminReading'
      ? { verdict: 'asked', note: 'Årlig export till arkivet. Beställd av registratorn.' }
      : undefined
  await judge(scene, scene.months[2], { at, choose })
}
