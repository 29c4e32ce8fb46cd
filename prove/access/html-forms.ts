/** A form as it stands on a page, filled in as far as the page itself tells how. */
export type PageForm = { readonly name: string; readonly fields: readonly (readonly [string, string])[] }

const tag = /<(input|textarea|select|option|button)\b([^>]*)>([^<]*)/g

/** The forms of a page that are sent to it, by the name in `?/name`. */
export function formsIn(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, attributes = '']) => /method="post"/i.test(attributes))
    .map(([, attributes = '', inside = '']) => ({
      name: /[?&]\/([^"&]+)/.exec(valueOf(attributes, 'action') ?? '')?.[1] ?? 'default',
      fields: fieldsIn(inside),
    }))
}

function fieldsIn(inside: string): [string, string][] {
  const fields = new Map<string, string>()
  let select = ''
  for (const [, kind = '', attributes = '', text = ''] of inside.matchAll(tag)) {
    if (kind === 'select') select = nameOf(attributes)
    const name = kind === 'option' ? select : nameOf(attributes)
    if (name !== '' && isSent(kind, attributes, fields.has(name)))
      fields.set(name, typed(kind, attributes, text))
  }
  return [...fields]
}

const nameOf = (attributes: string) => valueOf(attributes, 'name') ?? ''

/** Of a list the last choice with a value, which is the one least like what the page already has. */
function isSent(kind: string, attributes: string, isThere: boolean): boolean {
  if (kind === 'option') return (valueOf(attributes, 'value') ?? '') !== ''
  const type = valueOf(attributes, 'type')
  if (type === 'radio') return !isThere || /\bchecked\b/.test(attributes)
  return kind !== 'select' && type !== 'file' && type !== 'submit'
}

function typed(kind: string, attributes: string, text: string): string {
  if (kind === 'option') return valueOf(attributes, 'value') ?? ''
  const given = kind === 'textarea' ? text.trim() : valueOf(attributes, 'value')
  if (given) return given
  const type = valueOf(attributes, 'type') ?? ''
  return samples[type] ?? samples[valueOf(attributes, 'inputmode') ?? ''] ?? 'Text nog för fältet'
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

function valueOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return found
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
