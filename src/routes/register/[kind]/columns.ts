import type { Definition, Field, RowInWords } from '#modules/registers/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'

type Figures = {
  year: string
  all: number
  measures: readonly { field: string; yes: number; unsaid: number }[]
}

/** A register as a file: its fields as columns, dates and numbers as such. */
export function entryColumns(definition: Definition): Column<RowInWords>[] {
  const { review, states } = definition
  return [
    { key: 'title', title: t.name, type: 'text', value: (row) => row.title },
    ...definition.fields.map(fieldColumn),
    ...(states.length > 0
      ? [{ key: 'state', title: t.state, type: 'text' as const, value: (row: RowInWords) => row.stateName }]
      : []),
    ...(review
      ? [
          {
            key: 'review',
            title: review.label,
            type: 'date' as const,
            value: (row: RowInWords) => row.reviewOn,
          },
        ]
      : []),
    { key: 'gaps', title: t.gaps, type: 'text', value: (row) => row.gapWords.join('; ') },
  ]
}

function fieldColumn({ key, label, type }: Field): Column<RowInWords> {
  const own = { key, title: label }
  if (type === 'date') return { ...own, type: 'date', value: (row) => textOf(row.facts[key]) }
  if (type === 'number') return { ...own, type: 'number', value: (row) => numberOf(row.facts[key]) }
  return { ...own, type: 'text', value: (row) => row.words[key] ?? '' }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

export function figureColumns({ figures }: Definition): Column<Figures>[] {
  const said = (row: Figures, field: string) => row.measures.find((one) => one.field === field)
  return [
    { key: 'year', title: t.year, type: 'text', value: (row) => row.year },
    { key: 'all', title: figures?.all ?? t.entries, type: 'integer', value: (row) => row.all },
    ...(figures?.measures ?? []).flatMap(({ field, name }): Column<Figures>[] => [
      { key: field, title: name, type: 'integer', value: (row) => said(row, field)?.yes ?? 0 },
      {
        key: `${field}Share`,
        title: `${name}, ${t.share.toLowerCase()}`,
        type: 'percent',
        value: (row) => (row.all === 0 ? null : (said(row, field)?.yes ?? 0) / row.all),
      },
      {
        key: `${field}Unsaid`,
        title: `${name}, ${t.unsaid.toLowerCase()}`,
        type: 'integer',
        value: (row) => said(row, field)?.unsaid ?? 0,
      },
    ]),
  ]
}
