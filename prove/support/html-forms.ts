/** A form as it stands in a page: where it goes, and what it sends when nothing is touched. */
export type HtmlForm = {
  readonly method: string
  readonly action: string
  /** Of the form action: what stands in `?/name`. */
  readonly name: string
  readonly fields: readonly HtmlField[]
  readonly hasFile: boolean
}
export type HtmlField = {
  readonly name: string
  /** As the tag tells it: `select`, `textarea`, `button`, or the type of an input. */
  readonly type: string
  readonly inputMode: string | undefined
  readonly values: readonly string[]
  /** The one of several that the page has chosen. */
  readonly checked: string | undefined
  readonly isFile: boolean
}

/** Our pages are written by one renderer: tags are closed, attributes quoted. That is all this relies on. */
export function formsIn(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, head = '', inner = '']) => {
    const [fields, action] = [fieldsIn(inner), attribute(head, 'action') ?? '']
    return {
      method: (attribute(head, 'method') ?? 'get').toLowerCase(),
      ...{ action, name: /[?&]\/([^&]+)/.exec(action)?.[1] ?? 'default' },
      fields,
      hasFile: /multipart/.test(head) || fields.some(({ isFile }) => isFile),
    }
  })
}

/** The form of a page that is sent to the form action of this name; the frame of every page has forms of its own. */
export function formNamed(html: string, name: string): HtmlForm | undefined {
  const isOfFrame = ({ action }: HtmlForm) => /^\/(tema|logga-ut)/.test(action)
  return formsIn(html).find((one) => one.method === 'post' && one.name === name && !isOfFrame(one))
}

/** The names in the query of every link of a page. */
export function queryNamesIn(html: string): string[] {
  const links = [...html.matchAll(/href="[^"?]*\?([^"#]*)"/g)].map(([, query = '']) => unescaped(query))
  return links.flatMap((query) => [...new URLSearchParams(query).keys()])
}

function fieldsIn(html: string): HtmlField[] {
  const inputs = [...html.matchAll(/<(input|button)\b([^>]*)>/gi)].map(([, tag = '', head = '']) =>
    inputOf(tag.toLowerCase(), head),
  )
  const areas = [...html.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gis)].map(
    ([, head = '', text = '']) => field(head, { type: 'textarea', values: [unescaped(text)] }),
  )
  const selects = [...html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gis)].map(([, head = '', inner = '']) =>
    field(head, { type: 'select', values: optionsIn(inner) }),
  )
  return merged([...inputs, ...areas, ...selects].filter((one) => one !== undefined))
}

function inputOf(tag: string, head: string): HtmlField | undefined {
  const type = tag === 'button' ? tag : (attribute(head, 'type') ?? 'text')
  const value = attribute(head, 'value') ?? ''
  const checked = /\schecked(?=[\s=>]|$)/.test(head) ? { checked: value } : {}
  return field(head, { type, values: type === 'file' ? [] : [value], ...checked })
}

type Told = { readonly type: string; readonly values: readonly string[]; readonly checked?: string }

function field(head: string, { type, values, checked }: Told): HtmlField | undefined {
  const name = attribute(head, 'name')
  const inputMode = attribute(head, 'inputmode')
  return name ? { name, type, inputMode, values, checked, isFile: type === 'file' } : undefined
}

function optionsIn(html: string): string[] {
  return [...html.matchAll(/<option\b([^>]*)>/gi)].map(([, head = '']) => attribute(head, 'value') ?? '')
}

/** Radio buttons and boxes of one name are one field with several values. */
function merged(fields: readonly HtmlField[]): HtmlField[] {
  return [...Map.groupBy(fields, ({ name }) => name)].flatMap(([, same]) => {
    const [first] = same
    if (!first) return []
    const values = same.flatMap((one) => one.values)
    const checked = same.findLast((one) => one.checked !== undefined)?.checked
    return [{ ...first, values, checked, isFile: same.some(({ isFile }) => isFile) }]
  })
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
