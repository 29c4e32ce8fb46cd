import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'

/**
 * One page of a list, and how many rows there are in all. The query is whole but for its page: filtered, and in a total
 * order, so that no row stands on two pages. `count` is given where counting without what is only shown takes a
 * fraction of the time.
 */
export async function paged<Tables, Names extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Names, Row>,
  { page, limit }: { readonly page: number; readonly limit: number },
  count = () => countOf(query),
) {
  const rows = await query
    .limit(limit)
    .offset((page - 1) * limit)
    .execute()
  return { rows, total: await count() }
}

/** How many rows a query has, whatever it selects and however it is ordered. */
export async function countOf<Tables, Names extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Names, Row>,
): Promise<number> {
  const { total } = await query
    .clearSelect()
    .clearOrderBy()
    .select(sql`count(*)`.as('total'))
    .$castTo<{ total: number }>()
    .executeTakeFirstOrThrow()
  return total
}

/** The order a list was asked for: one of its keys, with a minus first when falling. What is missing comes last. */
export function chosenOrder<Key extends string>(
  orders: Readonly<Record<Key, RawBuilder<unknown>>>,
  sort: Key | `-${Key}`,
): RawBuilder<unknown> {
  // The shape allows only the keys of `orders` after an optional minus.
  const order = orders[sort.replace('-', '') as Key]
  return sort.startsWith('-') ? sql`${order} desc nulls last` : sql`${order} asc nulls last`
}
