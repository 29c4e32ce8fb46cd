import { findItem, findReceivedExtract } from '#modules/meetings/public.ts'
import { findMinutes } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found, idFrom } from '#platform/web/ask.ts'

/** The extract as the reader has it: of the item itself, or what was sent to them; as it was frozen at the adjustment. */
export async function extractOf(tx: Db, params: { itemId: string }) {
  const item = await findItem(tx, idFrom(params.itemId))
  const { extract, extractPaperId } = item ?? found(await findReceivedExtract(tx, params.itemId))
  const frozen = found(await findMinutes(tx, extractPaperId))
  return { item, extract: found(extract ?? undefined), frozen }
}
