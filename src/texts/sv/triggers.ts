import { listOf, plural } from '#kernel/swedish.ts'

/** Why a follow-up that no plan has is proposed (orsak). */
export const triggerNames = {
  singleDeviation: 'Enstaka avvikelse med risk att den upprepas',
  repeatedDeviations: 'Upprepade avvikelser',
  competence: 'Särskilt allvarlig händelse: brist i kompetens',
  agreementDeparture: 'Särskilt allvarlig händelse: medvetet avsteg från avtalet',
  pattern: 'Särskilt allvarlig händelse: upprepade händelser i ett tydligt mönster',
  money: 'Stor avvikelse i budget, debitering eller fakturering',
  measures: 'Stor avvikelse i måluppfyllelse',
  signal: 'Signal från medarbetare eller invånare',
  newLaw: 'Ny lagstiftning',
  boardDecision: 'Beslut av nämnden eller ordföranden',
  politicalGoal: 'Politiskt mål eller förbättringsområde',
  riskArea: 'Riskområde eller krav som behöver följas upp',
} as const

/** The same in words that the unit may read: nothing tells that somebody has told. */
export const toldTriggerNames: Readonly<Record<keyof typeof triggerNames, string>> = {
  ...triggerNames,
  signal: 'Uppgifter om verksamheten som behöver följas upp',
}

export const initiatorNames = {
  followUpUnit: 'Den uppföljande enheten',
  board: 'Nämnden',
  chair: 'Nämndens ordförande',
  managementGroup: 'Ledningsgruppen',
  staff: 'Medarbetare',
  resident: 'Invånare eller anhörig',
  authority: 'Tillsynsmyndighet',
} as const

export const urgencyNames = {
  now: 'Genast',
  soon: 'Inom några veckor',
  usual: 'I vanlig ordning',
} as const

export const triggerStateNames = {
  proposed: 'Väntar på beslut',
  asked: 'Komplettering begärd',
  approved: 'Ska göras',
  declined: 'Görs inte',
  merged: 'Görs i en annan uppföljning',
  dismissed: 'Avskrivet',
  withdrawn: 'Tillbakataget',
} as const

export const eventNames = {
  proposed: 'Föreslog uppföljningen',
  raised: 'Uppsikt tog upp förslaget enligt nämndens regel',
  supplemented: 'Kompletterade förslaget',
  asked: 'Begärde komplettering',
  approved: 'Beslutade att uppföljningen ska göras',
  declined: 'Beslutade att uppföljningen inte görs',
  merged: 'Beslutade att det tas upp i en annan uppföljning',
  dismissed: 'Avskrev förslaget',
  withdrawn: 'Tog tillbaka förslaget',
} as const

export const factKindNames = {
  finding: 'Brist',
  followUp: 'Uppföljning',
  duty: 'Missad skyldighet',
  entry: 'Tillsyn eller granskning',
  signal: 'Signal',
} as const

export const ruleNames = {
  findings: 'Flera brister i samma enhet',
  repeats: 'Samma brist igen i samma enhet',
  missed: 'Missade skyldigheter',
  authority: 'Krav från tillsynsmyndighet',
  signals: 'Flera signaler om samma enhet',
  pattern: 'Samma brist hos flera enheter med samma utförare',
  lateCritical: 'Allvarlig brist som är öppen för länge',
} as const

export const ruleHints = {
  findings: 'Räknar allvarliga och akuta brister som har konstaterats hos den som driver enheten nu.',
  repeats: 'Räknar brister som har bekräftats vara desamma som en tidigare.',
  missed: 'Räknar det som enheten skulle ha lämnat in eller gjort och som blev sent eller inte är gjort.',
  authority: 'Räknar beslut med krav i registret Tillsyn och extern granskning.',
  signals: 'Räknar signaler om enheten som inte har avslutats utan åtgärd.',
  pattern: 'Räknar hur många av utförarens enheter som har haft brist mot samma krav.',
  lateCritical:
    'Räknar akuta brister som har varit öppna längre än så, och allvarliga vars åtgärd är så sen.',
} as const

/** What a rule says it counts, and within what. */
export const ruleUnits = {
  findings: { counts: 'Antal brister', within: 'Månader bakåt' },
  repeats: { counts: 'Antal brister', within: 'Månader bakåt' },
  missed: { counts: 'Antal missade', within: 'Månader bakåt' },
  authority: { counts: 'Antal beslut', within: 'Månader bakåt' },
  signals: { counts: 'Antal signaler', within: 'Månader bakåt' },
  pattern: { counts: 'Antal enheter', within: 'Månader bakåt' },
  lateCritical: { counts: 'Antal brister', within: 'Dagar' },
} as const

const months = (within: number) => `de senaste ${plural(within, 'månaden', 'månaderna')}`

/** The reason of a proposal that a rule raises: what was counted, and within what. */
export const raisedReason: Readonly<
  Record<keyof typeof ruleNames, (count: number, within: number) => string>
> = {
  findings: (count, within) =>
    `Enheten har haft ${plural(count, 'allvarlig eller akut brist', 'allvarliga eller akuta brister')} ${months(within)}.`,
  repeats: (count, within) =>
    `Enheten har haft ${plural(count, 'brist som fanns kvar eller kom igen', 'brister som fanns kvar eller kom igen')} ${months(within)}.`,
  missed: (count, within) =>
    `Enheten har missat ${plural(count, 'skyldighet', 'skyldigheter')} ${months(within)}.`,
  authority: (count, within) =>
    `Enheten har fått ${plural(count, 'beslut', 'beslut')} med krav från tillsynsmyndighet ${months(within)}.`,
  signals: (count, within) =>
    `Det har kommit ${plural(count, 'signal', 'signaler')} om enheten ${months(within)}.`,
  pattern: (count, within) =>
    `Samma krav har brustit i ${plural(count, 'enhet', 'enheter')} hos utföraren ${months(within)}.`,
  lateCritical: (count, within) =>
    `Enheten har ${plural(count, 'akut eller allvarlig brist', 'akuta eller allvarliga brister')} som har dröjt mer än ${plural(within, 'dag', 'dagar')}.`,
}

export const triggerWords = {
  titleOf: (trigger: string, units: readonly string[]) =>
    `${trigger}: ${units.length > 3 ? plural(units.length, 'enhet', 'enheter') : listOf(units)}`,
  followUpTitle: (kind: string, unit: string, year: string) => `${kind} ${year}, ${unit}`,
  cause: (trigger: string) => `${trigger}.`,
  causeBy: (trigger: string, initiator: string, decision: string) =>
    `${trigger}. Initiativ av: ${initiator.toLowerCase()}${decision ? `, ${decision}` : ''}.`,
  decidedAs: (title: string) => `Beslut om uppföljning: ${title}`,
  late: (days: number) => `har dröjt ${plural(days, 'dag', 'dagar')}`,
} as const

export const triggerNotices = {
  toDecide: (title: string) => `Förslag om uppföljning att besluta om: ${title}`,
  raised: (title: string) => `Nytt förslag om uppföljning enligt nämndens regel: ${title}`,
  supplemented: (title: string) => `Förslaget är kompletterat: ${title}`,
  asked: (title: string) => `Ditt förslag behöver kompletteras: ${title}`,
  approved: (title: string) => `Ditt förslag blev en uppföljning: ${title}`,
  declined: (title: string) => `Ditt förslag görs inte: ${title}`,
  merged: (title: string) => `Ditt förslag tas upp i en annan uppföljning: ${title}`,
} as const

export const triggerDuties = {
  label: 'Förslag om uppföljning att besluta om',
  title: (title: string) => `Besluta om förslaget: ${title}`,
  ground: (days: number) => `Nämndens inställning: beslut inom ${plural(days, 'dag', 'dagar')}`,
  signalLabel: 'Signaler att läsa',
  signalTitle: (receipt: string) => `Läs signalen ${receipt}`,
  signalGround: 'En signal läses inom en vecka',
} as const

export const signalSources = {
  staff: 'Medarbetare',
  resident: 'Brukare eller invånare',
  relative: 'Anhörig',
  union: 'Skyddsombud eller fackförbund',
  authority: 'Myndighet',
  other: 'Annan',
} as const
export const signalWays = {
  system: 'Skickad i Uppsikt',
  telephone: 'Telefon',
  letter: 'Brev eller e-post',
  meeting: 'Samtal',
} as const
export const signalStates = { new: 'Ny', used: 'Ledde till ett förslag', closed: 'Avslutad' } as const
