import type { FieldType } from '#modules/registers/public.ts'
import type { FormReader } from '#platform/web/form.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'

/** The types a register of one's own can be made of on the page; the API takes every type. */
export const ownTypes: readonly FieldType[] = [
  'text',
  'longText',
  'date',
  'number',
  'yesNo',
  'unit',
  'provider',
  'agreement',
  'serviceArea',
  'person',
  'matter',
  'link',
]
export const ownRows = [1, 2, 3, 4, 5, 6, 7, 8] as const
const mostColumns = 4

/** The page's few questions → a whole definition. The first field names the entries and must be filled in. */
export function ownDefinition(form: FormReader) {
  const fields = ownRows
    .filter((row) => form.text(`falt${row}`) !== '')
    .map((row, at) => {
      // An unknown type is refused by the shape of a definition.
      const type = form.text(`typ${row}`) as FieldType
      const isFirst = at === 0
      const shown = {
        required: isFirst || form.checked(`kravs${row}`),
        column: !isFirst && at <= mostColumns,
      }
      return { key: `field${row}`, label: form.text(`falt${row}`), type, ...shown }
    })
  const one = form.text('rad')
  const months = form.number('manader')
  const firstDate = fields.find(({ type }) => type === 'date')?.key
  const rhythm = { label: t.ownReviewLabel, task: t.ownReviewTask, ground: t.ownReviewGround }
  return {
    ...{ name: form.text('namn'), one, add: one && t.ownAdd(one), purpose: form.text('syfte') },
    ...{ emptyText: t.ownEmpty, title: [fields[0]?.key ?? ''], fields },
    ...(months !== undefined && { review: { ...rhythm, from: firstDate ?? '', months } }),
  }
}

/** Where the faults of a definition stand on the page. */
export const ownNames: Record<string, string> = {
  'definition.name': 'namn',
  'definition.one': 'rad',
  'definition.add': 'rad',
  'definition.purpose': 'syfte',
  'definition.fields': 'falt1',
  'definition.title': 'falt1',
  'definition.title.0': 'falt1',
  'definition.review.from': 'manader',
  'definition.review.months': 'manader',
}
