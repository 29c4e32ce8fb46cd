import { formatNumber, plural } from '#kernel/swedish.ts'
import { owedRuleNames, owingText, ruleText } from './plans.ts'

export const owedKindNames = {
  ...owedRuleNames,
  focus: 'Fokusområde',
  pinned: 'Låst rad',
} as const
export const owedSourceNames = {
  law: 'Lag',
  guideline: 'Riktlinje',
  agreement: 'Avtal',
  decision: 'Nämndbeslut',
  plan: 'Planen',
} as const
export const owedStateNames = {
  missing: 'Saknas',
  met: 'I planen',
  excepted: 'Undantaget',
} as const

type Rule = Parameters<typeof owingText>[1]
type Entry = {
  kind: keyof typeof owedKindNames
  source: keyof typeof owedSourceNames
  owing: Parameters<typeof owingText>[0]
  asked: number | null
  planned: number | null
  rule: Rule | null
}

const noRule: Rule = { inDepthEvery: 0, coverage: 'none', sharePercent: null, ground: '' }

/** Why it is owed, in one sentence: the rule, the agreement or the decision, with its paragraph and case number. */
export function owedGround(entry: Entry, plan: { caseNumber: string }): string {
  if (entry.kind === 'focus') return t.focusGround(plan.caseNumber)
  if (entry.kind === 'pinned') return t.pinnedGround
  if (entry.asked !== null && entry.rule) {
    const ground = entry.rule.ground ? ` (${entry.rule.ground})` : ''
    return `Områdets inställning: ${ruleText(entry.rule)} varje år${ground}. ${t.counted(entry.planned ?? 0, entry.asked)}`
  }
  const sentence = owingText(entry.owing, entry.rule ?? noRule)
  return entry.source === 'law' ? `${t.law} ${sentence}` : sentence
}

export const owedListTexts = {
  title: 'Allt vi är skyldiga',
  calledOff: 'Uppföljningen är inställd: se raden',
  tab: (count: number) => `Allt (${formatNumber(count)})`,
  lead: 'Varje skyldighet för planens år med sin källa: lagen, nämndens riktlinje, avtalen och nämndens egna beslut.',
  filter: 'Filtrera skyldigheterna',
  search: 'Sök enhet, område eller beslut',
  source: 'Källa',
  allSources: 'Alla källor',
  kind: 'Vad',
  allKinds: 'Alla slag',
  year: 'År',
  allYears: 'Alla år',
  state: 'Läge',
  allStates: 'Alla lägen',
  who: 'Gäller',
  when: 'Senast',
  ground: 'Grund',
  area: 'Område',
  depth: 'Djup',
  take: 'Lägg i planen',
  row: 'Se raden',
  seeReview: 'Läs granskningen',
  lastYear: 'Förra årets resultat',
  allAreas: 'Alla områden',
  risk: 'Risk',
  allRisks: 'Alla risker',
  emptyTitle: 'Inga skyldigheter i urvalet',
  emptyText: 'Ta bort något i filtret för att se fler.',
  clear: 'Visa allt',
  wholeYear: (year: number) => `under ${year}`,
  reviews: 'Särskilda granskningar som nämnden begärt',
  law: 'Kommunallagen 10 kap. 8 §: kommunen ska följa upp det som andra utför.',
  focusGround: (caseNumber: string) =>
    `Årets fokusområde enligt planen${caseNumber ? ` (${caseNumber})` : ''}. Det behöver stå på minst en rad.`,
  pinnedGround: 'Raden är låst i planen och behåller sin månad, eller sitt halvår om den bara har det.',
  counted: (planned: number, asked: number) =>
    `${formatNumber(planned)} av ${plural(asked, 'enhet', 'enheter')} är i planen.`,
}
const t = owedListTexts

/** The classes that a plan's figures are told by. */
export const riskBandNames = { high: 'Hög (4–5)', middle: 'Medel (3)', low: 'Låg (1–2)' } as const

/** Leaving out many with one decision. */
export const exceptManyTexts = {
  open: 'Undanta många på en gång',
  lead: 'Kryssa i rader i listan, eller välj med filtret och ta hela urvalet. Alla får samma beslut. Undantaget gäller bara det året: en fördjupad uppföljning som undantas är skyldig igen året efter. Det som redan är i planen och det som nämnden själv har begärt undantas inte.',
  tick: (name: string, kind: string) => `Undanta ${name}: ${kind}`,
  chosen: 'Undanta de ikryssade',
  all: (count: number) =>
    count === 1
      ? 'Undanta den som saknas i urvalet'
      : `Undanta alla ${formatNumber(count)} som saknas i urvalet`,
  none: 'Inget i urvalet saknas i planen.',
  done: (count: number) =>
    `${plural(count, 'skyldighet är undantagen', 'skyldigheter är undantagna')}. Beslutet står under Beslut om undantag och kan tas tillbaka där.`,
  decisions: 'Se besluten om undantag',
  many: (count: number) => `${formatNumber(count)} enheter eller områden`,
  withdrawAll: (count: number) => `Ta tillbaka alla ${formatNumber(count)}`,
  withdrawn: (count: number) =>
    count === 1 ? 'Undantaget är borttaget.' : `${formatNumber(count)} undantag är borttagna.`,
  by: (decidedBy: string, decidedOn: string, madeBy: string | null) =>
    `${decidedBy}, ${decidedOn}${madeBy ? `. Inskrivet av ${madeBy}` : ''}`,
}

/** What the board has asked its office to look into. */
export const reviewTexts = {
  title: 'Särskilda granskningar',
  lead: 'Det som nämnden har gett kontoret i uppdrag att granska. Varje granskning är en skyldighet i planen tills en rad gör den.',
  link: 'Särskilda granskningar',
  new: 'Skriv in en granskning',
  what: 'Vad som ska granskas',
  whatHint: 'En kort rubrik, till exempel Bemanning på natten.',
  question: 'Nämndens fråga',
  questionHint: 'Det nämnden vill veta. Skriv inget om enskilda.',
  board: 'Nämnd',
  decision: 'Nämndens beslut i Uppsikt',
  noDecision: 'Beslutet finns inte här',
  decidedOn: 'Beslutsdatum',
  paragraph: 'Paragraf',
  caseNumber: 'Diarienummer',
  dueOn: 'Klar senast',
  concerns: 'Gäller',
  unit: 'Enhet',
  area: 'Verksamhetsområde',
  whole: 'Nämndens verksamhet som helhet',
  noUnit: 'Ingen särskild enhet',
  noArea: 'Inget särskilt område',
  place: 'Välj en enhet eller ett område, eller ingetdera.',
  depth: 'Djup',
  save: 'Spara granskningen',
  recorded: 'Granskningen är inskriven och finns nu bland det vi är skyldiga.',
  change: 'Ändra granskningen',
  reason: 'Varför den ändras',
  changed: 'Ändringen är sparad.',
  withdraw: 'Ta tillbaka granskningen',
  withdrawText:
    'Granskningen är inte längre en skyldighet. En rad som redan finns i planen står kvar tills du tar bort den.',
  withdrawReason: 'Varför den tas tillbaka',
  withdrawn: 'Granskningen är tillbakatagen.',
  states: {
    open: 'Inte i någon plan',
    planned: 'I planen',
    done: 'Gjord',
    withdrawn: 'Tillbakatagen',
  },
  state: 'Läge',
  allStates: 'Alla lägen',
  filter: 'Filtrera granskningarna',
  search: 'Sök',
  by: (board: string, paragraph: string) => `${board} ${paragraph}`,
  emptyTitle: 'Inga särskilda granskningar',
  emptyText: 'När nämnden ger kontoret i uppdrag att granska något skrivs det in här.',
  clear: 'Visa alla',
  history: 'Ändringar',
  kinds: { made: 'Skrevs in', changed: 'Ändrades', withdrawn: 'Togs tillbaka' },
  row: 'Rad i planen',
  goToOwed: 'Lägg i planen under Vad vi är skyldiga',
  conflict: 'En kollega har ändrat granskningen',
  conflictText: 'Sidan visar nu det som gäller. Skriv ändringen igen om den behövs.',
  fields: {
    title: 'Vad som ska granskas',
    what: 'Nämndens fråga',
    caseNumber: 'Diarienummer',
    decidedOn: 'Beslutsdatum',
    paragraph: 'Paragraf',
    agendaItemId: 'Nämndens beslut',
    dueOn: 'Klar senast',
    unitId: 'Enhet',
    serviceAreaId: 'Område',
    depth: 'Djup',
  },
  from: (before: string, after: string) => `${before || '–'} → ${after || '–'}`,
}
