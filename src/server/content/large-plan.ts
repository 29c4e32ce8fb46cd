import type { OperatingForm } from '#modules/organisation/rules.ts'
import type { Batch } from './batch.ts'
import type { BaseContent } from './read-base.ts'

export const largeSize = { units: 2_000, providers: 300, agreements: 3_000, accounts: 500 } as const

/** What the parts are made from; sizes can be made smaller for a test. */
export type LargePlan = {
  batch: Batch
  base: BaseContent
  size: { [Name in keyof typeof largeSize]: number }
}

/** A unit of Storkommunen, with what its follow-ups need to know. */
export type LargeUnit = {
  id: string
  code: string
  name: string
  area: string
  areaName: string
  form: OperatingForm
  laws: string[]
  boardId: string
  providerId: string
  providerName: string
  agreementId: string
}
