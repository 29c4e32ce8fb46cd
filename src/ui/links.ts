/** The part of an address that links are built from; `page.url` fits. */
export type Address = {
  pathname: string
  searchParams: Pick<URLSearchParams, 'get' | 'toString'> & Iterable<[string, string]>
}
export type Sort = { key: string; direction: 'up' | 'down' }
export type Change = string | number | null

/** The same page with some parameters changed: null takes one away, all others stay. */
export function withParams(address: Address, changes: Readonly<Record<string, Change>>): string {
  const params = new URLSearchParams(address.searchParams.toString())
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name)
    else params.set(name, String(value))
  }
  const query = params.toString()
  return query === '' ? address.pathname : `${address.pathname}?${query}`
}

/** The same list without one of the values it is narrowed by, from its first page. */
export function withoutValue(address: Address, name: string, value: string): string {
  const params = new URLSearchParams(address.searchParams.toString())
  params.delete(name, value)
  params.delete('sida')
  return params.size === 0 ? address.pathname : `${address.pathname}?${params.toString()}`
}

/** A second click turns the order; a new order starts at the first page. Written `sortera=-datum` when falling. */
export function sortHref(address: Address, key: string): string {
  const now = sortOf(address)
  const falling = now?.key === key && now.direction === 'up'
  return withParams(address, { sortera: falling ? `-${key}` : key, sida: null })
}

export function sortOf(address: Address): Sort | undefined {
  const value = address.searchParams.get('sortera')
  if (value === null || value === '' || value === '-') return undefined
  return value.startsWith('-') ? { key: value.slice(1), direction: 'down' } : { key: value, direction: 'up' }
}

/** The first page has no number in its address, so that one page has one address. */
export function pageHref(address: Address, number: number): string {
  return withParams(address, { sida: number <= 1 ? null : number })
}

export function exportHref(address: Address, format: 'xlsx' | 'csv' | 'json'): string {
  return withParams(address, { format, sida: null })
}

/** Parameters a search form must carry on as hidden fields: all but its own and the page number. */
export function keptParams(address: Address, own: readonly string[]): [string, string][] {
  return [...address.searchParams].filter(([name]) => name !== 'sida' && !own.includes(name))
}

/** First, last and the neighbours of the current page; `gap` where at least two are left out. */
export function pageNumbers(current: number, last: number): (number | 'gap')[] {
  const near = [1, 2, current - 1, current, current + 1, last - 1, last]
  const shown = near.filter((number) => number >= 1 && number <= last)
  const wanted = [...new Set(shown.filter((number) => isShown(number, current, last)))].sort((a, b) => a - b)
  return wanted.flatMap((number, at) => withGap(number, wanted[at - 1]))
}

function isShown(number: number, current: number, last: number): boolean {
  const atStart = number === 2 && current <= 4
  const atEnd = number === last - 1 && current >= last - 3
  return number === 1 || number === last || Math.abs(number - current) <= 1 || atStart || atEnd
}

/** A gap of one page is that page: a dot saves nothing. */
function withGap(number: number, before: number | undefined): (number | 'gap')[] {
  if (before === undefined || number === before + 1) return [number]
  return number === before + 2 ? [before + 1, number] : ['gap', number]
}

/** The id of a form field by its name, the same in the field and in the error summary's link. */
export function fieldId(name: string): string {
  return `falt-${name.replace(/[^A-Za-z0-9]+/g, '-')}`
}
