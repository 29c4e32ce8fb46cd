import { extractPaper, findItem, findReceivedExtract } from '#modules/meetings/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found, idFrom } from '#platform/web/ask.ts'

/** The extract as the reader has it: of the item itself, or what was sent to them. */
export async function extractOf(tx: Db, params: { itemId: string }) {
  const item = await findItem(tx, idFrom(params.itemId))
  const extract = found(item?.extract ?? (await findReceivedExtract(tx, params.itemId)))
  return { item, extract, paper: extractPaper(params.itemId, extract) }
}
