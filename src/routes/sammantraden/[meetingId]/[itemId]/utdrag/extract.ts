import { extractPaper, findItem, findReceivedExtract } from '#modules/meetings/public.ts'
import { findMinutes } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { renderHtml } from '#platform/documents/document.ts'
import { found, idFrom } from '#platform/web/ask.ts'

/**
 * The extract as the reader has it: of the item itself, or what was sent to them; as it was frozen at the adjustment.
 * One adjusted before extracts were frozen as papers has no files: what it says was kept then, and is shown.
 */
export async function extractOf(tx: Db, params: { itemId: string }) {
  const item = await findItem(tx, idFrom(params.itemId))
  const kept = item ?? found(await findReceivedExtract(tx, params.itemId))
  const extract = found(kept.extract ?? undefined)
  const frozen = await findMinutes(tx, kept.extractPaperId)
  const article = frozen?.article ?? renderHtml(extractPaper(params.itemId, extract))
  return { item, extract, frozen, article }
}
