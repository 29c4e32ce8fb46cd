import type { HtmlField, HtmlForm } from '../support/html-forms.ts'

/** What a form is sent with by somebody who fills it in as far as the page itself tells how. */
export function filledIn({ fields }: HtmlForm): [name: string, value: string][] {
  return fields
    .filter(({ type, values }) => type !== 'file' && (type !== 'select' || values.some(Boolean)))
    .map((field) => [field.name, valueFor(field)])
}

function valueFor({ type, inputMode, values, checked }: HtmlField): string {
  const chosen = chosenOf[type]?.(values, checked) ?? values.at(-1)
  return chosen?.trim() || (samples[type] ?? samples[inputMode ?? ''] ?? 'Text nog för fältet')
}

/** Of a list the last choice with a value, which is the one least like what the page already has. */
const chosenOf: Readonly<
  Record<string, (values: readonly string[], checked: string | undefined) => string | undefined>
> = {
  select: (values) => values.findLast(Boolean),
  radio: ([first], checked) => checked ?? first,
  button: ([first]) => first,
}

const samples: Readonly<Record<string, string>> = {
  date: '2027-03-15',
  time: '09:00',
  'datetime-local': '2027-03-15T09:00',
  email: 'namn@exempel.se',
  number: '3',
  numeric: '3',
  decimal: '3',
  checkbox: 'on',
  radio: 'on',
  hidden: '',
}
