import type { RowView } from '#modules/followups/protocol-contract.ts'
import { checkRow } from '#modules/followups/protocol-rules.ts'

export const shows = ['alla', 'obedomda', 'fel'] as const
export type RowFilter = { show: (typeof shows)[number]; area: string }

/** The page's address → its filter. Something odd in a hand-written address shows the whole protocol. */
export function rowFilterFrom(url: URL): RowFilter {
  const wanted = url.searchParams.get('visa')
  return {
    show: shows.find((show) => show === wanted) ?? 'alla',
    area: url.searchParams.get('omrade') ?? '',
  }
}

const fits: Readonly<Record<RowFilter['show'], (row: RowView) => boolean>> = {
  alla: () => true,
  obedomda: (row) => row.verdict === 'notAssessed',
  fel: (row) => checkRow(row).some(({ code }) => code !== 'unassessed'),
}

export function filterRows(rows: readonly RowView[], { show, area }: RowFilter): RowView[] {
  return rows.filter((row) => (area === '' || row.area === area) && fits[show](row))
}

/** The address of a filter, without what is as usual. */
export function filterQuery({ show, area }: RowFilter): string {
  const params = new URLSearchParams()
  if (show !== 'alla') params.set('visa', show)
  if (area !== '') params.set('omrade', area)
  return params.toString()
}
