export const dimensionNames = { structure: 'Struktur', process: 'Process', outcome: 'Resultat' } as const
export const perspectiveNames = { law: 'Lagen', operation: 'Verksamheten', customer: 'Den enskilde' } as const
export const requirementKindNames = {
  must: 'Obligatoriskt krav',
  should: 'Börkrav',
  guideValue: 'Riktvärde',
} as const
export const depthNames = { basic: 'Grundläggande', inDepth: 'Fördjupat' } as const
export const catalogueStates = { draft: 'Utkast', published: 'Publicerad' } as const

/** The parts of the catalogue, by the key they are stored under. */
const partNames: Record<string, string> = {
  bas: 'Gemensamma krav',
  halso: 'Hälso- och sjukvård',
  bmss: 'Bostad med särskild service',
  bsht: 'Boendestöd och hemtjänst under 65 år',
  kort: 'Korttidsvistelse',
  dagv: 'Daglig verksamhet',
  pass: 'Personlig assistans',
  mynd: 'Myndighetsutövning',
  hemt: 'Hemtjänst',
  sabo: 'Särskilt boende för äldre',
  hsjv: 'Hemsjukvård',
  kost: 'Kost: mat och måltider',
}

/** The parts of the ready catalogue, in its order. */
export const readyParts = Object.keys(partNames)

/** A municipality's own part has its name as its key. */
export const partName = (part: string) => partNames[part] ?? part

export const catalogueTexts = {
  title: 'Kravkatalog',
  lead: 'Kraven som verksamheten följs upp mot, lika för alla utförare.',
  filter: 'Filtrera kraven',
  search: 'Sök i kod, rubrik och text',
  searchChip: (words: string) => `Sökord: ${words}`,
  version: 'Version',
  versionName: (number: number, state: string) => `Version ${number}, ${state.toLowerCase()}`,
  versions: 'Versioner',
  requirementsCount: 'Antal krav',
  validFrom: 'Gäller från',
  validTo: 'Gäller till',
  untilFurther: 'tills vidare',
  valid: (from: string, to: string | null) => (to ? `Gäller ${from} till ${to}` : `Gäller från ${from}`),
  decision: 'Beslut',
  published: 'Publicerad',
  frozen: 'En publicerad version ändras aldrig. Nya lydelser kommer i en ny version.',
  draftNotice: 'Det här är ett utkast. Det gäller inte förrän det är publicerat.',
  part: 'Del',
  allParts: 'Alla delar',
  focus: 'Fokusområde',
  allFocus: 'Alla fokusområden',
  quality: 'Kvalitetsområde',
  allQuality: 'Alla kvalitetsområden',
  law: 'Lagstöd',
  allLaws: 'Alla lagar',
  kind: 'Typ av krav',
  allKinds: 'Alla typer',
  perspective: 'Perspektiv',
  allPerspectives: 'Alla perspektiv',
  dimension: 'Gäller',
  allDimensions: 'Struktur, process och resultat',
  area: 'Verksamhetsområde',
  allAreas: 'Alla verksamhetsområden',
  everyArea: 'Alla verksamhetsområden',
  depth: 'Djup',
  code: 'Kod',
  requirement: 'Krav',
  text: 'Lydelse',
  severity: 'Om kravet inte uppfylls',
  emptyTitle: 'Inga krav stämmer med urvalet',
  emptyText: 'Ändra sökordet eller ta bort ett filter för att se fler.',
  noneTitle: 'Ingen kravkatalog är publicerad',
  noneText: 'När kommunen har publicerat en kravkatalog visas den här.',
  clear: 'Visa alla krav',
  print: 'Skriv ut sidan med webbläsarens utskrift. Knappar och filter kommer inte med.',
  guideValue: 'Riktvärde',
  guide: (value: string, unit: string, of: string, better: string) =>
    `${better === 'lower' ? 'Högst' : 'Minst'} ${value} ${unit}: ${of}`,
  levels: 'Nivåer',
  level: (level: number) => `Nivå ${level}`,
  guidance: 'Vägledning',
  questions: 'Frågor att ställa',
  evidence: 'Underlag',
  methods: 'Metoder',
  laws: 'Lagrum',
  lawsOn: (day: string) => `Som de lyder ${day}.`,
  showOn: 'Visa lagrummen som de löd den',
  show: 'Visa',
  noLaw: 'Kravet vilar inte på något angivet lagrum den dagen.',
  notVerified: 'Inte kontrollerad mot källan',
  wordings: 'Lydelser genom åren',
  wordingsLead: 'Samma krav i andra versioner av katalogen, det senaste först.',
  onlyWording: 'Kravet finns bara i den här versionen.',
  thisWording: 'Visas här',
  sameWording: 'Samma lydelse som här',
  otherWording: 'Annan lydelse',
  source: 'Uppsikt, kravkatalogen',
  about: 'Om kravet',
}
