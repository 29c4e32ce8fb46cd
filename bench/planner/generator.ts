import type { FollowUp, InputUnit, PlanInput } from '#methods/planner/contract.ts'
import { hiddenPlan } from './hidden-plan.ts'
import { tightestUse, usesOf } from './tightness.ts'

/**
 * Invented municipalities in the contract's format: the same seed gives the same one. Units come in three sizes in eight
 * areas; people have a month profile with a thin July, and so many hours that the tightest group of roles is used to
 * `tightness` of what it has after the reserve.
 */
export type Wish = {
  readonly units: number
  readonly people: number
  readonly seed: number
  readonly years?: number
  readonly tightness?: number
  readonly from?: number
}

const areas = ['sabo', 'hemtjanst', 'bmss', 'daglig', 'personlig', 'korttid', 'barn', 'halsovard'] as const
/** January to December: what is left of a month for follow-ups. */
const profile = [1, 1, 1, 0.9, 1, 0.7, 0.25, 0.8, 1, 1, 1, 0.6] as const
const hoursBySize = [
  {
    basic: { lead: 4, second: 2 },
    inDepth: { MAS: 5, lead: 12, second: 6 },
    extra: { lead: 2.5, second: 1 },
  },
  {
    basic: { lead: 6, second: 3 },
    inDepth: { MAS: 9, lead: 20, second: 9 },
    extra: { lead: 3.6, second: 1.5 },
  },
  {
    basic: { lead: 8, second: 4 },
    inDepth: { MAS: 10, lead: 22, second: 11 },
    extra: { lead: 4.8, second: 2 },
  },
] as const
const eligible = { MAS: ['MAS'], lead: ['SAS', 'UTV'], second: ['MAS', 'SAS', 'UTV', 'JUR'] } as const

export function municipality(wish: Wish): PlanInput {
  return withHiddenPlan(wish).input
}

/** The municipality and the plan its hours were made for, which shows that there is one. */
export function withHiddenPlan(wish: Wish): { input: PlanInput; hidden: FollowUp[] } {
  const random = seeded(wish.seed)
  const from = wish.from ?? 2027
  const years = wish.years ?? 3
  const units = Array.from({ length: wish.units }, (_, at) => unitOf(random, at, { from, years }))
  const input: PlanInput = {
    format: 'uppsikt-plan-input/1',
    horizon: { from: `${from}-01`, months: years * 12 },
    rules: {
      minMonthsBetween: 6,
      inDepthEveryYears: 2,
      choiceSystemFirst: [6, 7],
      procuredBeforeDecision: [2, 8],
      eventReserve: 0.12,
      professionsPerTeam: 2,
      reportLagMonths: 1,
      inDepthReportsPerMeeting: Math.max(4, Math.ceil((wish.units / 20) * 1.6)),
      extraFromRisk: 4,
    },
    boardMeetings: monthsOf(from, years).filter((month) => !month.endsWith('-01') && !month.endsWith('-07')),
    roles: Object.entries(eligible).map(([id, professions]) => ({ id, professions: [...professions] })),
    staff: staffOf(units, wish, { from, years }),
    units,
  }
  const wanted = wish.tightness ?? 0.82
  const times = tightestUse(input) / wanted
  const tight = withHours(input, (_id, _month, hours) => hours * times)
  return solvable(tight, seeded(wish.seed + 1), wanted)
}

/**
 * Whole visits do not fill hours as water does: with few people no plan may exist though the sum of the hours would do. So
 * the hours of each person and month suffice for a plan that is thrown away, and what they have beside it is scaled until
 * the tightest group of roles is as tight as wanted again.
 */
function solvable(
  input: PlanInput,
  random: () => number,
  wanted: number,
): { input: PlanInput; hidden: FollowUp[] } {
  const hidden = hiddenPlan(input, random)
  const needed = new Map<string, number>()
  for (const { month, team } of hidden)
    for (const { staffId, hours } of team)
      needed.set(`${staffId} ${month}`, (needed.get(`${staffId} ${month}`) ?? 0) + hours)
  const least = (id: string, month: string) =>
    (needed.get(`${id} ${month}`) ?? 0) / (1 - input.rules.eventReserve)
  const bare = withHours(input, least)
  const full = withHours(input, (id, month, hours) => Math.max(hours, least(id, month)))
  const beside = sharesBeside(bare, full, wanted)
  const scaled = withHours(full, (id, month, hours) => {
    const own = least(id, month)
    return Math.ceil((own + (hours - own) * beside) * 2 - 1e-6) / 2 // whole half-hours
  })
  return { input: scaled, hidden }
}

/** How much of what is beside the hidden plan may stay for the tightest group to be as tight as wanted. */
function sharesBeside(bare: PlanInput, full: PlanInput, wanted: number): number {
  const all = usesOf(full)
  const shares = usesOf(bare).map(({ needed, capacity }, at) => {
    const beside = (all[at]?.capacity ?? 0) - capacity
    return beside > 0 ? (needed / wanted - capacity) / beside : 0
  })
  return Math.max(0, ...shares)
}

function withHours(
  input: PlanInput,
  hoursOf: (id: string, month: string, hours: number) => number,
): PlanInput {
  const staff = input.staff.map((person) => ({
    ...person,
    hours: Object.fromEntries(
      Object.entries(person.hours).map(([month, hours]) => [month, hoursOf(person.id, month, hours)]),
    ),
  }))
  return { ...input, staff }
}

type Span = { readonly from: number; readonly years: number }

function unitOf(random: () => number, at: number, span: Span): InputUnit {
  const size = pick(random, [0, 0, 1, 1, 1, 2])
  const operatingForm = pick(random, [
    'inHouse',
    'inHouse',
    'inHouse',
    'procured',
    'procured',
    'choiceSystem',
  ] as const)
  const history = historyOf(random, span)
  return {
    id: `u${String(at + 1).padStart(4, '0')}`,
    areaId: pick(random, areas),
    operatingForm,
    risk: pick(random, [1, 2, 2, 3, 3, 3, 4, 4, 5]),
    hours: hoursBySize[size] as InputUnit['hours'],
    ...history,
    ...(operatingForm === 'procured' && random() < 0.4 && { decisionOn: anyMonth(random, span) }),
    ...(!history.startsOn && random() < 0.03 && { endsOn: anyMonth(random, span) }),
  }
}

/** Most have been followed up, some are new, and some follow the area's schedule. */
function historyOf(random: () => number, span: Span): Partial<InputUnit> {
  const chance = random()
  if (chance < 0.05) return { startsOn: anyMonth(random, span) }
  if (chance < 0.15) return { inDepthYears: [span.from + (random() < 0.5 ? 0 : 1), span.from + 2] }
  if (chance < 0.45) return {}
  const month = String(1 + Math.floor(random() * 8)).padStart(2, '0')
  return {
    lastFollowUp: { month: `${span.from - 1}-${month}`, depth: random() < 0.5 ? 'basic' : 'inDepth' },
  }
}

/** Hours in the right proportions between people and months; how many they are in all is settled afterwards. */
function staffOf(units: readonly InputUnit[], wish: Wish, span: Span): PlanInput['staff'] {
  const count = {
    MAS: Math.max(1, Math.round(wish.people * 0.12)),
    JUR: Math.max(1, Math.round(wish.people * 0.08)),
  }
  const leads = wish.people - count.MAS - count.JUR
  const professions = [
    ...Array.from({ length: count.MAS }, () => 'MAS'),
    ...Array.from({ length: Math.ceil(leads / 2) }, () => 'SAS'),
    ...Array.from({ length: Math.floor(leads / 2) }, () => 'UTV'),
    ...Array.from({ length: count.JUR }, () => 'JUR'),
  ]
  const yearly = yearlyHours(units)
  const year = profile.reduce((total, share) => total + share, 0)
  const each: Readonly<Record<string, number>> = {
    MAS: yearly.MAS / count.MAS / year,
    SAS: yearly.lead / leads / year,
    UTV: yearly.lead / leads / year,
  }
  const all = (yearly.MAS + yearly.lead + yearly.second) / wish.people / year
  return professions.map((profession, at) => ({
    id: `p${at + 1}`,
    profession,
    hours: Object.fromEntries(
      monthsOf(span.from, span.years).map((month, index) => [
        month,
        Math.max(each[profession] ?? all, all) * (profile[index % 12] ?? 1),
      ]),
    ),
  }))
}

/** Hours of an ordinary year: half of the units in depth. */
function yearlyHours(units: readonly InputUnit[]): { MAS: number; lead: number; second: number } {
  const of = (role: 'MAS' | 'lead' | 'second') =>
    units.reduce((total, { hours }) => total + ((hours.basic[role] ?? 0) + (hours.inDepth[role] ?? 0)) / 2, 0)
  return { MAS: of('MAS'), lead: of('lead'), second: of('second') }
}

function monthsOf(from: number, years: number): string[] {
  return Array.from(
    { length: years * 12 },
    (_, at) => `${from + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  )
}

function anyMonth(random: () => number, { from, years }: Span): string {
  return monthsOf(from, years)[Math.floor(random() * years * 12)] as string // always inside
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item // always inside
}

/** mulberry32: small, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
