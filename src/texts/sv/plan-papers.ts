import { plural } from '#kernel/swedish.ts'

/** The plan as a paper, in the form that boards know it: memo first, then the plan with years across. */
export const planPaperTexts = {
  title: (plan: string) => plan.slice(0, 200),
  documentState: (version: number, state: string) => `Version ${version}, ${state.toLowerCase()}`,
  planHead: (years: string) => `Uppföljningsplan ${years}`,
  focus: 'Fokusområden',
  focusOf: (year: number) => `För ${year} är fokusområdena`,
  table: 'Uppföljning under planperioden',
  activity: 'Verksamhet',
  items: (year: number) => `Planerade uppföljningar ${year}`,
  when: 'När',
  what: 'Vad',
  area: 'Verksamhetsområde',
  kind: 'Typ',
  depth: 'Omfattning',
  why: 'Varför',
  priority: 'Prioritet',
  resources: 'Resurser',
  resourcesTable: 'Beräknade timmar',
  year: 'År',
  itemsColumn: 'Uppföljningar',
  inDepth: 'Fördjupade',
  hours: 'Timmar',
  available: 'Tillgängliga timmar',
  coverage: 'Så uppfylls reglerna för varje område',
  rule: 'Regel',
  asked: 'Ska göras',
  planned: 'I planen',
  share: 'Andel',
  exceptions: 'Undantag',
  notCovered: 'Det som planen inte omfattar',
  notCoveredWhat: 'Omfattas inte',
  notCoveredWhy: 'Skäl och risk',
  noneLeftOut: 'Planen omfattar allt som reglerna för områdena kräver.',
  risk: 'Riskanalys',
  basis: 'Underlag för planen',
  difference: (version: number) => `Ändringar mot version ${version}`,
  decision: 'Beslut',
  unannounced:
    'Oanmälda besök anges bara med halvår. När de görs framgår av ett schema som omfattas av sekretess.',
  summary: (title: string, count: number, units: string) =>
    `${title} visar vad som ska följas upp, hur djupt och varför. Planen innehåller ${plural(count, 'uppföljning', 'uppföljningar')}. ${units}`.trim(),
  summaryDifference: (version: number, sentences: string) =>
    `Planen ersätter version ${version}. ${sentences}`,
  basisText: (board: string, title: string) => `- Förvaltningens tjänsteskrivelse till ${board}\n- ${title}`,
  economyText: (years: string) => `Planen beräknas ta ${years}.`,
  economyYear: (year: number, hours: string, available: string | null) =>
    `${hours} timmar ${year}${available === null ? '' : ` (${available} finns att fördela)`}`,
  proposalText: (title: string) => `Nämnden antar ${title}.`,
  receiversText: '- Akten\n- Rådet för funktionshinderfrågor (KHR)\n- Berörda verksamheter',
  purposeText:
    'Uppföljningen ska visa om avtal och överenskommelser följs, om de politiska målen nås och om den enskilde får den hjälp som har beslutats, med den kvalitet som har lovats. Samma krav gäller egen regi och andra utförare. Resultatet är också ett underlag för att förbättra verksamheterna.',
  feedbackText:
    'Resultatet av varje uppföljning återkopplas till enheten och utföraren och rapporteras till nämnden. Planen följs upp och revideras varje år.',
  noHours: 'inget angivet',
}
