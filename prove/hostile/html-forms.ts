/** A form as it stands in a page: where it goes, and what it sends when nothing is touched. */
export type HtmlForm = {
  readonly method: string
  readonly action: string
  readonly fields: readonly HtmlField[]
  readonly hasFile: boolean
}
export type HtmlField = {
  readonly name: string
  readonly values: readonly string[]
  readonly isFile: boolean
}

/** Our pages are written by one renderer: tags are closed, attributes quoted. That is all this relies on. */
export function formsIn(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, head = '', inner = '']) => {
    const fields = fieldsIn(inner)
    return {
      method: (attribute(head, 'method') ?? 'get').toLowerCase(),
      action: attribute(head, 'action') ?? '',
      fields,
      hasFile: /multipart/.test(head) || fields.some(({ isFile }) => isFile),
    }
  })
}

/** The names in the query of every link of a page. */
export function queryNamesIn(html: string): string[] {
  const links = [...html.matchAll(/href="[^"?]*\?([^"#]*)"/g)].map(([, query = '']) => unescaped(query))
  return links.flatMap((query) => [...new URLSearchParams(query).keys()])
}

function fieldsIn(html: string): HtmlField[] {
  const inputs = [...html.matchAll(/<(?:input|button)\b([^>]*)>/gi)].map(([, head = '']) => inputOf(head))
  const areas = [...html.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gis)].map(
    ([, head = '', text = '']) => field(attribute(head, 'name'), [unescaped(text)]),
  )
  const selects = [...html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gis)].map(([, head = '', inner = '']) =>
    field(attribute(head, 'name'), optionsIn(inner)),
  )
  return merged([...inputs, ...areas, ...selects].filter((one) => one !== undefined))
}

function inputOf(head: string): HtmlField | undefined {
  const isFile = attribute(head, 'type') === 'file'
  return field(attribute(head, 'name'), isFile ? [] : [attribute(head, 'value') ?? ''], isFile)
}

function field(name: string | undefined, values: readonly string[], isFile = false): HtmlField | undefined {
  return name ? { name, values, isFile } : undefined
}

function optionsIn(html: string): string[] {
  return [...html.matchAll(/<option\b([^>]*)>/gi)].map(([, head = '']) => attribute(head, 'value') ?? '')
}

/** Radio buttons and boxes of one name are one field with several values. */
function merged(fields: readonly HtmlField[]): HtmlField[] {
  return [...Map.groupBy(fields, ({ name }) => name)].map(([name, same]) => ({
    name,
    values: same.flatMap(({ values }) => values),
    isFile: same.some(({ isFile }) => isFile),
  }))
}

function attribute(head: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(head)
  return found ? unescaped(found[1] ?? '') : undefined
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
}

function unescaped(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
}
