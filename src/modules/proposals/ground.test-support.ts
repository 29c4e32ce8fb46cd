import { standardRule, type AreaRule, type UnitFacts } from '#modules/plans/public.ts'
import type { Ground, Person } from './ground.ts'
import { standardCalculation, type Assumptions } from './rules.ts'

export const nothingSupposed: Assumptions = {
  addedProfession: '',
  addedHours: 0,
  inDepthEvery: null,
  noJuly: false,
  reservePercent: null,
  keepMonths: false,
}

export function aUnit(unitId: string, more: Partial<UnitFacts> = {}): UnitFacts {
  return {
    unitId,
    name: `Enhet ${unitId}`,
    serviceAreaId: 'area',
    areaName: 'Område',
    choiceSystem: false,
    startsOn: '2020-01-01',
    endsOn: null,
    decisionOn: null,
    followUps: [],
    openActions: 0,
    openFindings: 0,
    obligations: [],
    ...more,
  }
}

export function aPerson(
  id: string,
  profession: string,
  more: Partial<Person> & { year?: number } = {},
): Person {
  const { year = 2027, ...rest } = more
  const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
  return {
    id,
    name: id,
    profession,
    roles: ['reviewer'],
    hours: Object.fromEntries(months.map((month) => [month, 100])),
    taken: {},
    ...rest,
  }
}

export function aGround(
  units: readonly UnitFacts[],
  more: Partial<Ground> & { rule?: Partial<AreaRule> } = {},
): Ground {
  const { rule = {}, ...rest } = more
  return {
    years: [2027],
    areas: [{ id: 'area', name: 'Område' }],
    units,
    rules: new Map([['area', { ...standardRule, serviceAreaId: 'area', ...rule }]]),
    excepted: new Set(),
    estimates: [],
    people: [
      aPerson('anna', 'Utredare'),
      aPerson('bo', 'Socionom'),
      aPerson('mas', 'Sjuksköterska', { roles: ['mas'] }),
    ],
    meetings: ['2027-03-18', '2027-06-10', '2027-09-16', '2027-12-09'],
    calculation: { boardId: 'board', ...standardCalculation },
    reportMonths: 1,
    risks: new Map(),
    executed: [],
    pinned: [],
    decided: [],
    byHand: { rows: 0, hours: 0 },
    ...rest,
  }
}
