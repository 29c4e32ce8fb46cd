import { listOf, plural } from '#kernel/swedish.ts'

/** What the risk analysis weighs together, as it is called everywhere. */
export const factorNames = {
  results: 'Resultat',
  findings: 'Öppna brister',
  deviations: 'Avvikelser',
  complaints: 'Klagomål',
  authority: 'Myndighetsbeslut',
  change: 'Byte av chef eller utförare',
  turnover: 'Personalomsättning',
  size: 'Storlek',
  inDepth: 'Tid sedan fördjupad uppföljning',
  newAgreement: 'Nytt avtal',
  economy: 'Ekonomi',
} as const
type Name = keyof typeof factorNames
type Steps = readonly [string, string, string, string, string]

/** What each factor is about, for whoever judges it. */
export const factorHints: Readonly<Record<Name, string>> = {
  results:
    'Andelen krav i den senaste fastställda bedömningen som inte var uppfyllda. Delvis uppfyllda räknas till hälften.',
  findings: 'Brister som inte är avslutade. En åtgärd vars dag har gått gör det ett steg högre.',
  deviations:
    'Avvikelser och händelser i verksamheten, till exempel sådana som ledde till en händelsestyrd uppföljning. Uppsikt ger 2 för en sådan det senaste året, 3 för två och 4 för fler.',
  complaints: 'Klagomål och synpunkter som har kommit in om enheten.',
  authority:
    'Beslut med krav från IVO och andra myndigheter. Beslut som gäller hela utföraren räknas ett steg lägre.',
  change: 'Byte av utförare eller chef, och enheter som har slagits ihop eller delats.',
  turnover: 'Hur stor del av personalen som har slutat det senaste året.',
  size: 'Antalet platser: fler personer berörs om något går fel.',
  inDepth:
    'Tiden sedan enheten senast följdes upp fördjupat hos den som driver den nu. Den som nyss har tagit över får 2 det första året.',
  newAgreement: 'Hur länge enheten har varit i sitt nuvarande avtal.',
  economy: 'Utförarens ekonomi, till exempel soliditet, betalningsanmärkningar och stora underskott.',
}

/** What 0, 1, 2, 3 and 4 mean for each factor. */
export const stepWords: Readonly<Record<Name, Steps>> = {
  results: [
    'Under 5 % av kraven brister',
    '5 till 10 % av kraven brister',
    '10 till 20 % av kraven brister',
    '20 till 35 % av kraven brister',
    '35 % av kraven eller fler brister',
  ],
  findings: [
    'Inga öppna brister',
    'Bara mindre brister',
    'En allvarlig brist',
    'Flera allvarliga brister',
    'Minst en akut brist',
  ],
  deviations: [
    'Få, och de tas om hand',
    'Några, som tas om hand',
    'En allvarlig eller flera mindre',
    'Flera allvarliga',
    'Många eller mycket allvarliga',
  ],
  complaints: [
    'Inga klagomål',
    'Enstaka av mindre slag',
    'Flera, eller ett allvarligt',
    'Återkommande om samma sak',
    'Många eller mycket allvarliga',
  ],
  authority: [
    'Inga beslut med krav',
    'Avslutat beslut om utföraren',
    'Avslutat beslut om enheten',
    'Besvarat, eller öppet för utföraren',
    'Öppna krav mot enheten',
  ],
  change: [
    'Inget byte på två år',
    'Byte för mer än ett år sedan',
    'Ny chef inom ett år, eller ny utförare inom två år',
    'Ny chef inom ett halvår, eller sammanslagen eller delad inom ett år',
    'Ny utförare inom ett år',
  ],
  turnover: [
    'Mycket låg, under 5 %',
    'Låg, 5 till 10 %',
    'Märkbar, 10 till 20 %',
    'Hög, 20 till 30 %',
    'Mycket hög, 30 % eller mer',
  ],
  size: [
    'Högst 6 platser',
    '7 till 12 platser',
    '13 till 30 platser',
    '31 till 60 platser',
    'Fler än 60 platser',
  ],
  inDepth: [
    'Mindre än ett år sedan',
    'Ett till två år sedan',
    'Två till tre år sedan',
    'Tre till fyra år sedan',
    'Fyra år eller mer sedan, eller aldrig',
  ],
  newAgreement: [
    'Mer än två år i avtalet',
    'Ett till två år i avtalet',
    'Omkring ett år i avtalet',
    'Ett halvt till ett år i avtalet',
    'Mindre än ett halvår i avtalet',
  ],
  economy: [
    'God ekonomi',
    'Små avvikelser',
    'Ansträngd i perioder',
    'Svag, med underskott eller anmärkningar',
    'Mycket svag, fortsatt drift är osäker',
  ],
}

const days = (on: string | null, before = ' sedan ') => (on ? `${before}${on}` : '')

/** Why the system gives a factor its value: the fact itself, never the person behind it. */
export const because = {
  results: (fact: { partly: number; notMet: number; met: number; on: string }) =>
    `${fact.notMet} av ${plural(fact.met + fact.partly + fact.notMet, 'krav', 'krav')} inte uppfyllda, ${fact.partly} delvis`,
  findings: (fact: { acute: number; serious: number; minor: number; late: number }) => {
    const counts = [
      ...(fact.acute ? [plural(fact.acute, 'akut brist', 'akuta brister')] : []),
      ...(fact.serious ? [plural(fact.serious, 'allvarlig brist', 'allvarliga brister')] : []),
      ...(fact.minor ? [plural(fact.minor, 'mindre brist', 'mindre brister')] : []),
      ...(fact.late ? [plural(fact.late, 'sen åtgärd', 'sena åtgärder')] : []),
    ]
    return counts.length > 0 ? `${listOf(counts)}` : 'Inga öppna brister'
  },
  deviations: (fact: { count: number }) =>
    `${plural(fact.count, 'händelsestyrd uppföljning', 'händelsestyrda uppföljningar')} senaste året`,
  authority: (fact: { state: keyof typeof authorityWords; ofWholeProvider: boolean }) =>
    `${authorityWords[fact.state]}${fact.ofWholeProvider ? ' (gäller hela utföraren)' : ''}`,
  change: (fact: { what: keyof typeof changeWords | null; on: string | null }) =>
    fact.what ? `${changeWords[fact.what]}${days(fact.on)}` : 'Inget byte på två år',
  size: (fact: { places: number }) => plural(fact.places, 'plats', 'platser'),
  inDepth: (fact: { on: string | null; runSince: string }) =>
    fact.on ? `Senast fördjupad ${fact.on}` : 'Aldrig fördjupad hos nuvarande utförare',
  newAgreement: (fact: { on: string }) => `I sitt avtal${days(fact.on)}`,
} as const

const authorityWords = {
  none: 'Inga beslut med krav',
  closed: 'Avslutat myndighetsbeslut med krav',
  answered: 'Myndighetsbeslut som är besvarat',
  open: 'Myndighetsbeslut med krav kvar',
} as const

const changeWords = {
  provider: 'Ny utförare',
  succession: 'Sammanslagen eller delad',
  manager: 'Ny chef',
} as const

/** A judged factor among the reasons: "Personalomsättning: hög, 20 till 30 %". */
export function judgedReason(factor: Name, value: number): string {
  const words = stepWords[factor][value] ?? ''
  return `${factorNames[factor]}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

export const classNames = {
  1: 'Mycket låg',
  2: 'Låg',
  3: 'Medel',
  4: 'Hög',
  5: 'Mycket hög',
} as const

/** "Risk 4 av 5" */
export function riskOf(risk: number): string {
  return `Risk ${risk} av 5`
}
