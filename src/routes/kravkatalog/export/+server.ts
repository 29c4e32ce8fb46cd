import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  areaNames,
  chosenVersion,
  listCatalogueVersions,
  listRequirements,
} from '#modules/catalogues/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask, found } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import {
  catalogueTexts as t,
  dimensionNames,
  partName,
  perspectiveNames,
  requirementKindNames,
} from '#texts/sv/catalogues.ts'
import { requirementFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...requirementFilterFrom(url), ...everyRow }
  const { requirements, names } = await ask(locals, async (tx) => {
    const version = found(chosenVersion(await listCatalogueVersions(tx), filter.version, today))
    return { ...(await listRequirements(tx, version.id, filter)), names: await areaNames(tx) }
  })
  type Row = (typeof requirements)[number]
  const named = (keys: readonly string[]) => keys.map((key) => names[key] ?? key).join(', ')
  const columns = [
    { key: 'code', title: t.code, type: 'text', value: (row: Row) => row.code },
    { key: 'part', title: t.part, type: 'text', value: (row: Row) => partName(row.part) },
    { key: 'title', title: t.requirement, type: 'text', value: (row: Row) => row.title },
    { key: 'text', title: t.text, type: 'text', value: (row: Row) => row.text },
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => requirementKindNames[row.kind] },
    { key: 'focus', title: t.focus, type: 'text', value: (row: Row) => named([row.focusArea]) },
    { key: 'quality', title: t.quality, type: 'text', value: (row: Row) => named(row.qualityAreas) },
    {
      key: 'perspective',
      title: t.perspective,
      type: 'text',
      value: (row: Row) => perspectiveNames[row.perspective],
    },
    {
      key: 'dimension',
      title: t.dimension,
      type: 'text',
      value: (row: Row) => dimensionNames[row.dimension],
    },
    { key: 'laws', title: t.law, type: 'text', value: (row: Row) => row.laws.join(', ') },
  ] as const
  return downloadTable(url, columns, requirements, { title: t.title, source: t.source, date: today })
}
