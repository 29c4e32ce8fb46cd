import { plural } from '#kernel/swedish.ts'

/** Why each unit is proposed for the year's plan, reason by reason. */
export const reasonTexts = {
  title: 'Skäl att följa upp',
  lead: 'Vad som talar för att följa upp varje enhet: öppna brister efter allvar, åtgärder som är försenade och hur länge sedan den följdes upp på djupet. Sortera på det skäl som ska väga tyngst.',
  filter: 'Filtrera enheterna',
  search: 'Sök enhet eller utförare',
  unit: 'Enhet',
  area: 'Verksamhetsområde',
  allAreas: 'Alla områden',
  provider: 'Utförare',
  acute: 'Akuta brister',
  serious: 'Allvarliga',
  minor: 'Mindre',
  late: 'Sena åtgärder',
  since: 'År sedan fördjupad',
  years: (count: number | null) => (count === null ? 'Aldrig' : plural(count, 'år', 'år')),
  inPlan: 'I planen',
  inPlanNames: { ja: 'I planen', nej: 'Inte i planen' },
  allUnits: 'Alla enheter',
  only: 'Visa bara',
  withFindings: 'Har öppna brister',
  withLate: 'Har sena åtgärder',
  emptyTitle: 'Inga enheter stämmer med urvalet',
  emptyText: 'Ändra filtret för att se fler.',
  clear: 'Visa alla enheter',
  source: 'Uppsikt, årlig plan',
} as const
