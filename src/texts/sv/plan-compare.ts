import { formatNumber } from '#kernel/swedish.ts'

export const comparedKindNames = {
  moved: 'Flyttas',
  added: 'Tillkommer',
  removed: 'Utgår',
  changed: 'Ändras',
} as const

/** Two versions of a plan against each other. */
export const compareTexts = {
  title: 'Jämför versioner',
  lead: 'Vad som flyttas, tillkommer, utgår och ändras mellan två versioner av planen, rad för rad och med skälet.',
  choose: 'Välj versioner',
  from: 'Från',
  to: 'Till',
  version: (version: number) => `Version ${version}`,
  working: (version: number) => `Version ${version}, arbetsversion`,
  show: 'Jämför',
  counts: 'Antal ändringar',
  count: (kind: string, count: number) => `${kind}: ${formatNumber(count)}`,
  row: 'Rad',
  area: 'Område',
  allAreas: 'Alla områden',
  kind: 'Vad',
  allKinds: 'Alla slag',
  difference: 'Skillnad',
  reason: 'Skäl',
  noReason: 'Inget skäl är skrivet',
  year: 'År',
  search: 'Sök enhet, område eller skäl',
  filter: 'Filtrera ändringarna',
  sameTitle: 'Inga skillnader',
  sameText: 'Versionerna har samma rader, eller filtret visar inga.',
  clear: 'Visa alla',
  oneTitle: 'Det finns inte två versioner att jämföra',
  oneText: 'När en version är beslutad och nästa är påbörjad syns skillnaden här.',
  link: 'Jämför två versioner',
}
