import type { Got } from './http.ts'
import type { Stage } from './stage.ts'
import type { Person } from './world.ts'

const identifiers = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Every page, file and export that can be found by following links; of addresses that are alike so many. */
export async function crawl(stage: Stage, person: Person, most: number): Promise<Map<string, Got>> {
  const found = new Map<string, Got>()
  const alike = new Map<string, number>()
  const waiting = ['/', '/konto', '/sok?q=en', '/om', '/finns-inte', '/tillganglighet', '/utvecklare']
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    const seen = alike.get(kind) ?? 0
    if (found.has(path) || seen >= most) continue
    alike.set(kind, seen + 1)
    const got = await stage.send({ path, cookie: person.cookie })
    found.set(path, got)
    waiting.push(...linksIn(got))
  }
  return found
}

/** Identifiers aside, and what a filter asks for. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  const format = searchParams.get('format') ?? ''
  return [pathname.replaceAll(identifiers, 'ID'), ...new Set(searchParams.keys()), format].join(' ')
}

const neverFollowed = /^\/(logga-ut|logga-in|_app\/|tema)/

function linksIn({ headers, body }: Got): string[] {
  const moved = headers['location'] ?? ''
  const html = (headers['content-type'] ?? '').startsWith('text/html') ? body.toString() : ''
  const links = [...html.matchAll(/\shref="([^"#]+)/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return [moved, ...links]
    .filter((link) => link.startsWith('/') && !link.startsWith('//') && !neverFollowed.test(link))
    .flatMap(inEveryForm)
}

const forms = ['csv', 'xlsx', 'json']

function inEveryForm(link: string): string[] {
  const url = new URL(link, 'http://localhost')
  if (!url.pathname.endsWith('/export')) return [link]
  return forms.map((form) => {
    url.searchParams.set('format', form)
    return url.pathname + url.search
  })
}
