import { halfNames } from './plans.ts'

/** What an operator reads of the boards' decided plans: its own units, by half-year. */
export const ownPlanTexts = {
  title: 'Planerade uppföljningar',
  lead: 'Vad nämndens beslutade plan säger om era enheter, i år och framåt. Kommunen hör av sig i god tid med datum och med det som ni ska lämna in. Uppföljningar kan också göras utan att de står här.',
  filter: 'Filtrera planerade uppföljningar',
  search: 'Sök enhet',
  unit: 'Enhet',
  allUnits: 'Alla enheter',
  area: 'Verksamhetsområde',
  year: 'År',
  allYears: 'Alla år',
  when: 'När',
  half: (half: 1 | 2, year: number) => `${halfNames[half]} ${year}`,
  emptyTitle: 'Inga planerade uppföljningar',
  emptyText: 'När nämnden har beslutat sin plan står det här under vilket halvår era enheter följs upp.',
  clear: 'Visa alla',
  source: 'Uppsikt, nämndens beslutade plan',
  onUnit: (when: string) => `Planerad uppföljning enligt nämndens plan: ${when}.`,
} as const
