import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { actions } from '#access/actions.ts'
import { pages } from '#access/pages.ts'
import { matrix, roles, type Role } from '#access/roles.ts'
import type { IdsFor } from './schema.ts'

/** A page or file of the site, with what its code reads from the address and from its forms. */
export type Route = {
  readonly id: string
  readonly roles: readonly Role[]
  readonly isPage: boolean
  readonly actions: readonly FormAction[]
  /** Every name that its code or markup mentions: of parameters and of fields. */
  readonly names: readonly string[]
}

/** A form of the page, by its name, and the roles that may send it. */
export type FormAction = { readonly name: string; readonly roles: readonly Role[] }

const root = 'src/routes'

/** The API has its own proof; the others answer the same to everybody. */
const left: ReadonlySet<string> = new Set(['/api/v1/[...path]', '/healthz', '/readyz'])

export async function siteRoutes(): Promise<readonly Route[]> {
  const ids = Object.keys(pages).filter((id) => !left.has(id))
  return Promise.all(ids.map(routeOf))
}

async function routeOf(id: string): Promise<Route> {
  const folder = join(root, id)
  const policy = pages[id] ?? []
  const opening = policy === 'open' ? roles : policy
  const names = await actionsOf(join(folder, '+page.server.ts'))
  return {
    id,
    roles: opening,
    isPage: existsSync(join(folder, '+page.svelte')),
    actions: names.map((name) => ({ name, roles: sendersOf(id, name, opening) })),
    names: namesIn(folder),
  }
}

async function actionsOf(file: string): Promise<readonly string[]> {
  if (!existsSync(file)) return []
  const module: unknown = await import(pathToFileURL(file).href)
  const { actions: forms = {} } = Object(module) as { actions?: object } // what SvelteKit takes from the file
  return Object.keys(forms)
}

function sendersOf(id: string, name: string, opening: readonly Role[]): readonly Role[] {
  const policy = actions[id]?.[name] ?? 'open'
  if (policy === 'open') return opening
  const verbs = typeof policy === 'string' ? [policy] : policy
  return opening.filter((role) => verbs.some((verb) => (matrix[verb] as readonly Role[]).includes(role))) // each list is of some roles
}

const mentions: readonly RegExp[] = [
  /\b(?:text|exact|optional|all|checked|number|file|files|has|get|getAll|value|wanted|asked|params)\('([\wåäö-]{1,40})'/g,
  /\bname="([\wåäö-]{1,40})"/g,
  /\bname(?:=\{|: )'([\wåäö-]{1,40})'/g,
]
const filterNames = /(?:'bara', |: |name: )'([a-zåäö]{1,20})'/g

/** Read from the files of the folder itself, and of the list above where it is an export of that list. */
function namesIn(folder: string): string[] {
  const folders = folder.endsWith('export') ? [folder, join(folder, '..')] : [folder]
  const files = folders.flatMap((one) =>
    readdirSync(one)
      .filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\./.test(name))
      .map((name) => join(one, name)),
  )
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const patterns = /filter|units/.test(file) ? [...mentions, filterNames] : mentions
    return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name))
  })
  return [...new Set([...found, 'q', 'sida', 'sortera'])].filter((name) => name !== 'commandId')
}

const words: Readonly<Record<string, readonly string[]>> = {
  kind: ['avvikelser', 'units', 'agreements', 'people', 'lex-sarah', 'synpunkter'],
  form: ['pdf', 'docx', 'html', 'odt'],
  token: ['a'.repeat(43)],
}

export const placesIn = (id: string) => [...id.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = '']) => name)

/** The address of a route, an id for each place in it. */
export function addressOf(id: string, ids: IdsFor, at: number): string {
  return id.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const known = words[name] ?? ids(name)
    return known[at % known.length] ?? 'x'
  })
}
