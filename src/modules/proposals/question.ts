import { createHash } from 'node:crypto'
import type { IsoDate } from '#kernel/dates.ts'
import type { YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { groundOf } from './ground-today.ts'
import { inputOf } from './input.ts'
import type { Assumptions } from './rules.ts'

/** The question as it is kept: the same text has the same sum, and gives the same plan. */
export function sealed(input: object): { text: string; sha256: Buffer } {
  const text = JSON.stringify(input)
  return { text, sha256: createHash('sha256').update(text).digest() }
}

/** Whether the question would be the same today: hours, rules, risks, units and what is begun are as they were. */
export async function isCurrent(
  db: Db,
  plan: YearPlan,
  { assumptions, inputSha256 }: { assumptions: Assumptions; inputSha256: string },
  today: IsoDate,
): Promise<boolean> {
  const ground = await groundOf(db, plan, { today, keepMonths: assumptions.keepMonths })
  return sealed(inputOf(ground, assumptions).input).sha256.toString('hex') === inputSha256
}
