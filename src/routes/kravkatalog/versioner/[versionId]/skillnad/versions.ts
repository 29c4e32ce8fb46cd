import { differenceOf, findBase, findVersion, listKept } from '#modules/catalogues/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found, idFrom } from '#platform/web/ask.ts'

/**
 * The two versions of an address, and what differs: `?fran` and `?till` name any two of the same kind, else the
 * version of the path against the one before it.
 */
export async function comparedIn(tx: Db, pathVersionId: string, url: URL) {
  const chosen = (name: string) => url.searchParams.get(name) || undefined
  const to = found(await findVersion(tx, idFrom(chosen('till') ?? pathVersionId)))
  const wanted = chosen('fran')
  const from = wanted ? found(await findVersion(tx, idFrom(wanted))) : await findBase(tx, to)
  return {
    from,
    to,
    difference: differenceOf(await listKept(tx, from?.id), await listKept(tx, to.id)),
  }
}
