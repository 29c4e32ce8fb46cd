import { monthNames } from '#kernel/dates.ts'
import { listOf, plural } from '#kernel/swedish.ts'

export const halfNames = { 1: 'första halvåret', 2: 'andra halvåret' } as const

/** "mars" or "första halvåret": as exact as the plan is, never more. */
export function whenText(at: { month: number | null; half: 1 | 2 }): string {
  return at.month === null ? halfNames[at.half] : (monthNames[at.month - 1] ?? '')
}

export const planStateNames = {
  draft: 'Utkast',
  submitted: 'Lämnad för beslut',
  decided: 'Beslutad',
} as const

export const itemKindNames = {
  planned: 'Planerad uppföljning',
  theme: 'Temauppföljning',
  targeted: 'Särskilt riktad uppföljning',
  revisit: 'Återbesök',
  eventDriven: 'Händelsestyrd uppföljning',
  actions: 'Uppföljning av åtgärder',
  selfCheck: 'Egenkontroll av handläggningen',
} as const

export const itemDepthNames = { basic: 'Grundläggande', inDepth: 'Fördjupad' } as const
export const priorityNames = { high: 'Hög', normal: 'Normal', low: 'Låg' } as const
export const originNames = {
  lastYear: 'Förra årets resultat',
  theme: 'Tema',
  requirement: 'Krav',
  obligation: 'Skyldighet i avtal eller regel',
  event: 'Händelse',
  decision: 'Beslut',
  rule: 'Områdets inställning',
} as const
export const roleInTeamNames = {
  lead: 'Ansvarig',
  second: 'Medföljande',
  mas: 'MAS',
  mar: 'MAR',
  sas: 'SAS',
} as const
export const progressNames = {
  planned: 'Planerad',
  prepared: 'Förberedd',
  underway: 'Pågår',
  late: 'Försenad',
  done: 'Gjord',
  cancelled: 'Inställd',
} as const
export const subjectNames = {
  unit: 'Enheter',
  area: 'Hela verksamhetsområdet',
  theme: 'Tema utan enheter',
  authority: 'Nämndens egen handläggning',
} as const
export const fixerNames = {
  board: 'Nämnden',
  management: 'Förvaltningsledningen, enligt delegationsordningen',
  both: 'Både förvaltningsledningen och nämnden',
} as const
export const decidedByNames = { board: 'Nämnden', management: 'Förvaltningsledningen' } as const
export const coverageNames = {
  everyUnit: 'Varje enhet varje år',
  share: 'En andel av enheterna varje år',
  area: 'Området som helhet varje år',
  none: 'Inget krav varje år',
} as const
export const inDepthOfNames = { unit: 'Varje enhet', area: 'Området som helhet' } as const
export const standingNames = {
  none: '–',
  unset: 'Timmar saknas',
  free: 'Ryms',
  full: 'Nästan full',
  over: 'Överbokad',
} as const
export const owedRuleNames = {
  coverage: 'Årlig uppföljning',
  inDepth: 'Fördjupad uppföljning',
  choiceSystem: 'Första uppföljningen (LOV)',
  procured: 'Före beslut om förlängning (LOU)',
  actions: 'Förra årets åtgärder',
  selfCheck: 'Egenkontroll av handläggningen',
  agreement: 'Avtalets uppföljningsplan',
  review: 'Särskild granskning',
} as const

/** "varje enhet", "minst 50 % av enheterna" */
export function ruleText(rule: {
  coverage: keyof typeof coverageNames
  sharePercent: number | null
}): string {
  const words = {
    everyUnit: 'varje enhet',
    share: `minst ${rule.sharePercent ?? 0} % av enheterna`,
    area: 'området som helhet',
    none: 'inget krav',
  } as const
  return words[rule.coverage]
}

export function everyText(years: number): string {
  if (years === 0) return 'inget krav'
  if (years === 1) return 'varje år'
  return years === 2 ? 'vartannat år' : `vart ${ordinals[years] ?? years} år`
}
const ordinals: Record<number, string> = { 3: 'tredje', 4: 'fjärde', 5: 'femte', 6: 'sjätte' }

type Owing = {
  rule: keyof typeof owedRuleNames
  by: number | null
  count: number
  ground?: string
}

/** Why it is owed, in one sentence, with the last month where there is one. */
export function owingText(
  owing: Owing,
  rule: {
    inDepthEvery: number
    coverage: keyof typeof coverageNames
    sharePercent: number | null
    ground: string
  },
): string {
  const by = owing.by === null ? '' : `, senast ${monthNames[owing.by - 1] ?? ''}`
  const local = rule.ground ? ` (${rule.ground})` : ''
  const sentences = {
    coverage:
      rule.coverage === 'share'
        ? `Områdets inställning: ${ruleText(rule)} varje år${local}. ${plural(owing.count, 'enhet', 'enheter')} till behövs`
        : `Områdets inställning: ${ruleText(rule)} varje år${local}`,
    inDepth: `Fördjupad ${everyText(rule.inDepthEvery)}${local}: annars går ${rule.inDepthEvery} kalenderår i rad utan`,
    choiceSystem: `Ny utförare i valfrihetssystem ska följas upp efter starten${by}`,
    procured: `Uppföljning före beslutet om förlängning av avtalet${by}`,
    actions: `${plural(owing.count, 'åtgärd', 'åtgärder')} från tidigare uppföljningar är inte ${owing.count === 1 ? 'avslutad' : 'avslutade'}`,
    selfCheck: 'Nämndens egen handläggning ska granskas i år enligt inställningen',
    agreement: `${owing.ground || 'Avtalets egen uppföljningsplan'}${by}`,
    review: `Nämnden har begärt: ${owing.ground ?? ''}${by}`,
  } as const
  return `${sentences[owing.rule]}.`
}

/** The same as it stands on the plan's row and in its paper: each ground once, with its earliest month. */
export function groundsText(owings: readonly Owing[]): string {
  const byRule = [...Map.groupBy(owings, (one) => one.rule)].map(([rule, of]) => {
    const by = Math.min(...of.flatMap((one) => one.by ?? []))
    const what = rule === 'review' && of[0]?.ground ? `: ${of[0].ground}` : ''
    return `${owedRuleNames[rule]}${what}${Number.isFinite(by) ? `, senast ${monthNames[by - 1] ?? ''}` : ''}`
  })
  return `${byRule.join('. ')}.`
}

const lastMonth = new RegExp(`, senast (${monthNames.join('|')})(?=[.,;]|$)`, 'g')

/** What is coarse stays coarse in its reasons: the last month of a duty would say when an unannounced visit is made. */
export function withoutLastMonth(text: string): string {
  return text.replaceAll(lastMonth, '')
}

export const contentTexts = {
  activities: 'Uppföljning',
  inDepth: 'Fördjupningsområde',
  actions: 'Uppföljning av åtgärder från föregående år',
  selfCheck: 'Egenkontroll av handläggningen',
  themes: 'Teman',
  asNeeded: 'Vid behov',
  unannouncedCount: (count: number) => `${plural(count, 'oanmält besök', 'oanmälda besök')} under halvåret`,
  ofYear: (year: number) => `Åtgärder som enheterna ålagts efter uppföljningar ${year - 1}`,
  exceptedUnits: (rule: string, count: number) => `${rule}, ${plural(count, 'enhet', 'enheter')}`,
  exception: (what: string, reason: string, by: string, on: string) => `${what}: ${reason} (${by}, ${on})`,
  units: (area: string, count: number) => `${area} (${plural(count, 'enhet', 'enheter')})`,
}

type Shown = {
  name: string
  year: number
  month: number | null
  half: 1 | 2
  depth: keyof typeof itemDepthNames
  kind: keyof typeof itemKindNames
}
const place = (item: Shown) => `${item.name} (${itemKindNames[item.kind].toLowerCase()})`
const time = (item: Shown) => `${whenText(item)} ${item.year}`

/** What differs between two versions, as sentences. */
export const differenceTexts = {
  added: (item: Shown) => `Ny: ${place(item)}, ${itemDepthNames[item.depth].toLowerCase()}, ${time(item)}.`,
  removed: (item: Shown) => `Utgår: ${place(item)}, ${time(item)}.`,
  moved: (was: Shown, is: Shown) => `Flyttas: ${place(is)} från ${time(was)} till ${time(is)}.`,
  deepened: (item: Shown) => `Fördjupas: ${place(item)}, ${time(item)}.`,
  lowered: (item: Shown) => `Blir grundläggande i stället för fördjupad: ${place(item)}, ${time(item)}.`,
  changed: (item: Shown, what: readonly string[]) => `Ändras: ${place(item)}: ${listOf(what)}.`,
  reason: (text: string) => ` Skäl: ${text}`,
  same: 'Inget har ändrats mot den förra versionen.',
  hours: 'timmar',
  team: 'team',
  priority: 'prioritet',
  announced: 'anmält eller oanmält',
  kind: 'typ',
  focusAreas: 'fokusområden',
}
