/** Why a requirement applies to a unit, or does not. */
export const whyTexts = {
  everyArea: () => 'Gäller alla verksamhetsområden',
  area: (area: string) => `Gäller ${area.toLowerCase()}`,
  otherArea: () => 'Gäller andra verksamhetsområden',
  otherLaw: () => 'Gäller verksamhet enligt en annan lag',
} as const

export const lawsText = (laws: readonly string[]) => (laws.length > 0 ? ` enligt ${laws.join(', ')}` : '')

export const kindNames = {
  lou: 'Upphandlat avtal (LOU)',
  lov: 'Avtal i valfrihetssystem (LOV)',
  mandate: 'Verksamhetsuppdrag',
  internal: 'Överenskommelse i egen regi',
  individual: 'Individavtal',
  iop: 'Partnerskap med idéburen (IOP)',
} as const

export const standingNames = {
  drafted: 'Utkast',
  upcoming: 'Börjar senare',
  inForce: 'Gäller',
  ended: 'Har upphört',
} as const

export const statusNames = { drafted: 'Utkast', adopted: 'Antaget', ended: 'Uppsagt eller avslutat' } as const

export const agreementTexts = {
  title: 'Avtal',
  lead: 'Avtal, överenskommelser och uppdrag som bär kraven på verksamheten.',
  operatorLead: 'Era avtal med kommunen.',
  filter: 'Filtrera avtal',
  search: 'Sök rubrik, utförare eller diarienummer',
  searchChip: (words: string) => `Sökord: ${words}`,
  agreement: 'Avtal',
  provider: 'Utförare',
  allProviders: 'Alla utförare',
  kind: 'Slag',
  allKinds: 'Alla slag',
  standing: 'Läge',
  allStandings: 'Alla lägen',
  within: 'Slutar inom',
  anyTime: 'Oavsett slutdatum',
  months: (count: number) => `${count} månader`,
  caseNumber: 'Diarienummer',
  begins: 'Börjar',
  ends: 'Slutar',
  untilFurther: 'tills vidare',
  area: 'Verksamhetsområde',
  form: 'Driftform',
  units: 'Enheter',
  catalogue: 'Kravkatalog',
  catalogueVersion: (number: number) => `Version ${number}`,
  emptyTitle: 'Inga avtal stämmer med urvalet',
  emptyText: 'Ändra sökordet eller ta bort ett filter för att se fler.',
  clear: 'Visa alla avtal',
  expiringTitle: (count: number) =>
    count === 1 ? 'Ett avtal slutar inom sex månader' : `${count} avtal slutar inom sex månader`,
  expiringShow: 'Visa dem',
  withoutTitle: (count: number) =>
    count === 1 ? 'En enhet i drift saknar gällande avtal' : `${count} enheter i drift saknar gällande avtal`,
  withoutInHouse: (count: number) =>
    `${count} av dem drivs i egen regi och behöver en antagen överenskommelse.`,
  withoutShow: 'Visa enheterna',
  source: 'Uppsikt, avtalsregistret',
  // one agreement
  owner: 'Avtalspart',
  ownerText: (municipality: string) => `${municipality} som helhet`,
  board: 'Förvaltas av',
  decidedOn: 'Beslutat',
  extensionUntil: 'Kan förlängas till',
  extensionDecisionBy: 'Besluta om förlängning senast',
  period: 'Gäller',
  periodText: (from: string, to: string | null) => (to ? `${from} till ${to}` : `Från ${from}, tills vidare`),
  extensionSoon: (day: string) => `Beslut om förlängning behövs senast ${day}.`,
  covered: 'Enheter som avtalet omfattar',
  noCovered: 'Inga enheter är kopplade',
  noCoveredText: 'Välj enheter när avtalet ändras.',
  unitFrom: 'Från',
  unitTo: 'Till',
  clauses: 'Krav och punkter i avtalet',
  clausesCount: (count: number) =>
    count === 1
      ? '1 krav är kopplat till en punkt i avtalet'
      : `${count} krav är kopplade till punkter i avtalet`,
  noClauses: 'Inga krav är kopplade till punkter i avtalet.',
  requirementKey: 'Krav',
  clause: 'Punkt',
  history: 'Historik',
  asThen: 'Visa som det var',
  notThen: 'Då gällde inget som är känt om avtalet.',
  now: 'Som det är i dag',
  notNow: 'I dag gäller inget.',
  differences: 'Vad som skiljer',
  state: 'Status',
  titleLabel: 'Rubrik',
  recorded: (title: string) => `Inlagt: ${title}`,
  superseded: 'Ersatt av en senare uppgift',
  // the form
  change: 'Ändra avtalet',
  create: 'Lägg till ett avtal',
  changeKind: 'Vad vill du göra?',
  changeKinds: {
    change: 'Nya villkor från ett datum, till exempel en förlängning',
    correction: 'Rätta något som har varit fel hela tiden',
  },
  from: 'Från och med',
  fromHint: 'Första dagen med villkoren, eller en dag i perioden som ska rättas.',
  to: 'Upphör',
  toHint: 'Första dagen då villkoren inte längre gäller. Lämna tomt för tills vidare.',
  unitsLabel: 'Enheter som omfattas från den dagen',
  note: 'Anteckning',
  noteHint: 'Varför det ändras, till exempel ett beslut med diarienummer. Behövs vid rättelse.',
  save: 'Spara avtalet',
  saved: 'Avtalet är sparat.',
  choose: 'Välj',
  staleTitle: 'En kollega har ändrat avtalet medan du skrev',
  staleLead: 'Jämför det du skrev med det som gäller nu och välj.',
  keepTexts: {
    mine: 'Det du skrev',
    theirs: 'Det som gäller nu',
    keepMine: 'Spara det jag skrev',
    keepTheirs: 'Behåll det som gäller nu',
  },
}
