import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { changedWords, listNames } from '#modules/catalogues/public.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import {
  changeKindNames,
  differenceTexts as t,
  draftTexts,
  versionTexts,
} from '#texts/sv/catalogue-drafts.ts'
import { comparedIn } from '../versions.ts'

type Row = { kind: string; code: string; title: string; field: string; before: string; after: string }

/** One row for each requirement that came or went or moved, and one for each field that reads differently. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { to, rows } = await ask(locals, async (tx) => {
    const { to, difference } = await comparedIn(tx, params.versionId, url)
    const names = await listNames(tx)
    const whole = (kind: string, list: readonly { code: string; title: string; text: string }[]): Row[] =>
      list.map(({ code, title, text }) => ({
        ...{ kind, code, title, field: '' },
        before: kind === t.removed ? text : '',
        after: kind === t.removed ? '' : text,
      }))
    const changed = difference.changed.flatMap((one) =>
      changedWords(one, names).map(({ label, before, after }) => ({
        ...{ kind: changeKindNames.changed, code: one.after.code, title: one.after.title },
        ...{ field: label, before, after },
      })),
    )
    const { added, removed, moved } = difference
    return {
      to,
      rows: [...whole(t.added, added), ...whole(t.removed, removed), ...whole(t.moved, moved), ...changed],
    }
  })
  const columns = [
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => row.kind },
    { key: 'code', title: draftTexts.code, type: 'text', value: (row: Row) => row.code },
    { key: 'title', title: draftTexts.requirement, type: 'text', value: (row: Row) => row.title },
    { key: 'field', title: t.field, type: 'text', value: (row: Row) => row.field },
    { key: 'before', title: t.before, type: 'text', value: (row: Row) => row.before },
    { key: 'after', title: t.after, type: 'text', value: (row: Row) => row.after },
  ] as const
  return downloadTable(url, columns, rows, {
    title: `${t.title}, ${versionTexts.named(to.number, to.name)}`,
    source: draftTexts.source,
    date: todayIn(locals.now),
  })
}
