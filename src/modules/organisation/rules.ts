import type { IsoDate } from '#kernel/dates.ts'

export const operatingForms = [
  'inHouse',
  'procured',
  'choiceSystem',
  'nonProfit',
  'individualAgreement',
] as const
export type OperatingForm = (typeof operatingForms)[number]

export const unitStatuses = ['planned', 'active', 'paused', 'ended'] as const
export type UnitStatus = (typeof unitStatuses)[number]

export const laws = ['SoL', 'LSS', 'HSL'] as const
export type Law = (typeof laws)[number]

export const providerKinds = ['municipal', 'private', 'nonProfit', 'otherMunicipality'] as const
export type ProviderKind = (typeof providerKinds)[number]

/** How a unit comes from another: several into one, one into several, one in place of another. */
export const successionKinds = ['merge', 'split', 'replacement'] as const
export type SuccessionKind = (typeof successionKinds)[number]

/** Ny uppgift från ett datum, or Rättelse of what was wrong all the time. */
export const changeKinds = ['change', 'correction'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** A place of work that is followed up, as it is on one day. (Enhet) */
export type Unit = {
  id: string
  boardId: string
  code: string
  name: string
  providerId: string
  providerName: string
  serviceAreaId: string
  serviceArea: string
  operatingForm: OperatingForm
  laws: string[]
  district: string
  places: number | null
  manager: string
  status: UnitStatus
  isInvented: boolean
}

/** A row of the register: the unit and where its follow-up stands, as far as the reader may know. */
export type UnitRow = Unit & {
  lastFollowUpOn: IsoDate | null
  nextFollowUpOn: IsoDate | null
  openFindings: number
}

/** The facts of a unit that are a line of words, empty where nothing is known: all that is asked of one more is in CONTRIBUTING. */
export const wordFacts = ['district', 'address', 'manager', 'licence'] as const
export type WordFact = (typeof wordFacts)[number]

/** What a state of a unit says, in words and ids. The order is that of the form and of the differences. */
export const factNames = [
  'name',
  'providerId',
  'serviceAreaId',
  'operatingForm',
  'laws',
  'status',
  'places',
  ...wordFacts,
] as const
export type FactName = (typeof factNames)[number]

/** The facts in which two states differ. */
export function differingFacts(
  one: Readonly<Record<FactName, unknown>>,
  other: Readonly<Record<FactName, unknown>>,
): FactName[] {
  return factNames.filter((name) => asText(one[name]) !== asText(other[name]))
}

/** The frameworks whose quality areas a unit is seen through: six under SoL, two more under LSS, five for care (HSL). */
export function frameworksFor(held: readonly string[]): string[] {
  const isSocial = held.includes('SoL') || held.includes('LSS')
  return [
    ...(isSocial ? ['sol'] : []),
    ...(held.includes('LSS') ? ['lss'] : []),
    ...(held.includes('HSL') ? ['hsl'] : []),
  ]
}

/** The order in which laws were ticked says nothing. */
function asText(value: unknown): string {
  return Array.isArray(value) ? [...value].sort().join(',') : String(value ?? '')
}
