import type { InputUnit, PlanInput } from '#methods/planner/contract.ts'

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
  const random = seeded(wish.seed)
  const from = wish.from ?? 2027
  const years = wish.years ?? 3
  const units = Array.from({ length: wish.units }, (_, at) => unitOf(random, at, { from, years }))
  return {
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
  const net = (wish.tightness ?? 0.82) * 0.88
  const each: Readonly<Record<string, number>> = {
    MAS: yearly.MAS / net / count.MAS / year,
    SAS: yearly.lead / net / leads / year,
    UTV: yearly.lead / net / leads / year,
  }
  const all = (yearly.MAS + yearly.lead + yearly.second) / net / wish.people / year
  return professions.map((profession, at) => ({
    id: `p${at + 1}`,
    profession,
    hours: Object.fromEntries(
      monthsOf(span.from, span.years).map((month, index) => [
        month,
        Math.round(Math.max(each[profession] ?? all, all) * (profile[index % 12] ?? 1) * 2) / 2,
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
