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
