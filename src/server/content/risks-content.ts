import type { Factor, Value } from '#modules/risks/rules.ts'
import type { Grade } from '#modules/risks/placing-rules.ts'

type JudgedFactor = { factor: Factor; value: Value; reason: string; source: string }
/** What somebody with the role judged of a unit, so many days before the demo's last; what it rests on was `seen` before. */
export type Judged = {
  unit: string
  by: 'strategist' | 'reviewer' | 'mas' | 'controller' | 'contractManager'
  daysAgo: number
  seen?: number
  isMistake?: true
  factors: readonly JudgedFactor[]
}

const statistics = 'Personalstatistik från utföraren, senaste tolv månaderna'
const complaints = 'Sammanställning av klagomål och synpunkter'
const accounts = 'Årsredovisning och kreditupplysning'

const turnover = (value: Value, reason: string): JudgedFactor => ({
  ...{ factor: 'turnover', value, reason },
  source: statistics,
})
const complained = (value: Value, reason: string): JudgedFactor => ({
  ...{ factor: 'complaints', value, reason },
  source: complaints,
})
const economy = (value: Value, reason: string): JudgedFactor => ({
  ...{ factor: 'economy', value, reason },
  source: accounts,
})
const deviations = (value: Value, reason: string): JudgedFactor => ({
  ...{ factor: 'deviations', value, reason },
  source: 'Utförarens avvikelserapportering',
})

export const judged: readonly Judged[] = [
  {
    ...{ unit: 'Vallmogården', by: 'reviewer', daysAgo: 330, seen: 20 },
    factors: [turnover(2, 'Några i personalen slutade när ny utförare tog över.')],
  },
  {
    ...{ unit: 'Kastanjens korttidshem', by: 'strategist', daysAgo: 62 },
    factors: [
      turnover(4, 'Mer än var tredje i personalen har slutat, och två tjänster är vakanta.'),
      complained(3, 'Anhöriga klagar återkommande på byten av personal och på bristande information.'),
    ],
  },
  {
    ...{ unit: 'Kastanjens korttidshem', by: 'controller', daysAgo: 48 },
    factors: [economy(3, 'Bolaget har gått med underskott två år i rad och har låg soliditet.')],
  },
  {
    ...{ unit: 'Björkgården', by: 'mas', daysAgo: 55 },
    factors: [deviations(3, 'Flera avvikelser i läkemedelshanteringen, varav två allvarliga.')],
  },
  {
    ...{ unit: 'Björkgården', by: 'strategist', daysAgo: 50 },
    factors: [complained(2, 'Tre klagomål om bemanningen på helger.'), turnover(2, 'Omkring 15 procent.')],
  },
  {
    ...{ unit: 'Björkgården', by: 'strategist', daysAgo: 21 },
    factors: [turnover(3, 'Rättad efter ny statistik: 24 procent har slutat, inte 15.')],
  },
  {
    ...{ unit: 'Hemtjänst Norrängen', by: 'strategist', daysAgo: 44 },
    factors: [
      turnover(3, 'En fjärdedel av personalen är ny, och vikarier täcker många pass.'),
      complained(4, 'Många klagomål om uteblivna och korta besök.'),
      deviations(3, 'Uteblivna besök vid flera tillfällen under hösten.'),
    ],
  },
  {
    ...{ unit: 'Solgläntan', by: 'reviewer', daysAgo: 40 },
    factors: [
      turnover(2, 'Märkbar efter bytet av utförare, men den är på väg ner.'),
      economy(1, 'Stabil koncern, små avvikelser mot budget.'),
    ],
  },
  {
    ...{ unit: 'Kvarnhemmet', by: 'mas', daysAgo: 37 },
    factors: [deviations(2, 'En allvarlig fallolycka och flera mindre avvikelser.')],
  },
  {
    ...{ unit: 'Hantverkshuset', by: 'reviewer', daysAgo: 33 },
    factors: [
      economy(4, 'Föreningen har anmärkningar och är beroende av ett bidrag som upphör.'),
      turnover(1, 'Samma personal sedan flera år.'),
    ],
  },
  {
    ...{ unit: 'Tallhöjden', by: 'strategist', daysAgo: 28, isMistake: true },
    factors: [complained(4, 'Många klagomål om bemötandet.')],
  },
  {
    ...{ unit: 'Nattpatrullen', by: 'reviewer', daysAgo: 26 },
    factors: [turnover(3, 'Svårt att rekrytera till natt, hög rörlighet.')],
  },
  {
    ...{ unit: 'Ekliden', by: 'reviewer', daysAgo: 24 },
    factors: [
      turnover(0, 'Ingen har slutat det senaste året.'),
      complained(0, 'Inga klagomål har kommit in.'),
    ],
  },
]

type Placed = {
  importance: Grade
  importanceReason: string
  complexity: Grade
  complexityReason: string
}

/** What a kind of agreement is placed by, to begin with. */
export const placedByKind: Readonly<Record<Kind, Placed>> = {
  lou: {
    importance: 4,
    importanceReason: 'De som bor där får all sin vård och omsorg av utföraren.',
    complexity: 3,
    complexityReason: 'Stort värde, med krav på både omsorg och hälso- och sjukvård.',
  },
  lov: {
    importance: 3,
    importanceReason: 'Många får stöd varje dag, men kan välja en annan utförare.',
    complexity: 2,
    complexityReason: 'Lika villkor för alla, ersättning per timme eller dygn.',
  },
  iop: {
    importance: 2,
    importanceReason: 'Ett komplement som några väljer.',
    complexity: 3,
    complexityReason: 'Båda parter bidrar, och målen är svåra att mäta.',
  },
  individual: {
    importance: 4,
    importanceReason: 'Särskilt stöd som få utförare kan ge.',
    complexity: 2,
    complexityReason: 'Ett avtal om en plats, men med hög dygnskostnad.',
  },
  internal: {
    importance: 3,
    importanceReason: 'Gäller hela den egna driften inom området.',
    complexity: 2,
    complexityReason: 'Samma huvudman, mål och ersättning i en överenskommelse.',
  },
  mandate: {
    importance: 2,
    importanceReason: 'Uppdraget är väl känt och ändras sällan.',
    complexity: 1,
    complexityReason: 'Uppdrag inom förvaltningen utan egen ersättning.',
  },
}
type Kind = 'lou' | 'lov' | 'iop' | 'individual' | 'internal' | 'mandate'
