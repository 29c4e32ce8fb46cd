import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** A form that a page or an endpoint takes, as the code has it. */
export type Form = {
  readonly route: string
  readonly name: string
  /** The commands it sends, as `module/name`; none where the page does it in its own way. */
  readonly commands: readonly string[]
}

/** Every form action of every page, and every endpoint that takes more than reading: from the route tree itself. */
export async function findForms(): Promise<Form[]> {
  const files = readdirSync('src/routes', { recursive: true, encoding: 'utf8' }).sort()
  const found = await Promise.all(files.filter((file) => /\+(page\.)?server\.ts$/.test(file)).map(formsOf))
  return found.flat()
}

async function formsOf(file: string): Promise<Form[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(path.join('src/routes', file)).href)
  const [route, text] = [routeOf(file), withNeighbours(path.join('src/routes', file))]
  const takes = unsafe.filter((method) => method in module)
  if (takes.length > 0) return [{ route, name: 'default', commands: [] }]
  return Object.entries(Object(module['actions'])).map(([name, action]) => ({
    route,
    name,
    commands: [
      ...new Set(
        [...asWritten(String(action)).matchAll(sent)].map(
          ([, command = '']) => `${moduleOf(text, command)}/${command}`,
        ),
      ),
    ],
  }))
}

function routeOf(file: string): string {
  return `/${path.dirname(file).replaceAll('\\', '/')}`.replace(/^\/\.$/, '/')
}

/** Two modules may give a command the same name: the page says whose it takes. */
function moduleOf(text: string, command: string): string {
  const from = [...text.matchAll(/import \{([^}]*)\} from '#modules\/([\w-]+)\//g)]
  return from.find(([, names = '']) => names.split(/[\s,]+/).includes(command))?.[2] ?? ''
}

/** The page's own file, and those beside it that it shares its forms with. */
function withNeighbours(file: string): string {
  const text = readFileSync(file, 'utf8')
  const beside = [...text.matchAll(/ from '(\.[^']+\.ts)'/g)]
  const texts = beside.map(([, name = '']) => readFileSync(path.join(path.dirname(file), name), 'utf8'))
  return [text, ...texts].join('\n')
}

const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE', 'fallback']
const sent = /\bsubmit\(\s*event,\s*([\w.]+),/g

/** The tests' loader writes `(0,__vite_ssr_import_7__.submit)` for `submit`. */
function asWritten(code: string): string {
  return code.replaceAll(/\(0,\s*__vi\w+__\.([\w.]+)\)/g, '$1').replaceAll(/__vi\w+__\./g, '')
}

/** All that the modules give to the pages, as `module/name`. */
export async function findCommands(): Promise<Map<string, { verb?: string }>> {
  const files = readdirSync('src/modules', { recursive: true, encoding: 'utf8' })
  const given = await Promise.all(
    files
      .filter((name) => /(^|[/\\-])public(-[a-z]+)?\.ts$/.test(name))
      .map(async (name): Promise<[string, { verb?: string }][]> => {
        const module: object = await import(pathToFileURL(path.join('src/modules', name)).href)
        const [folder = ''] = name.split(/[/\\]/)
        return Object.entries(module).map(([one, value]) => [`${folder}/${one}`, Object(value)])
      }),
  )
  return new Map(given.flat())
}

/** Endpoints that are never opened by an address alone, since they only take what is posted. */
export async function findOnlyPosted(): Promise<ReadonlySet<string>> {
  const files = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
  const posted = await Promise.all(
    files
      .filter((file) => /\+server\.ts$/.test(file))
      .map(async (file) => {
        const module: object = await import(pathToFileURL(path.join('src/routes', file)).href)
        return 'GET' in module || 'fallback' in module ? [] : [routeOf(file)]
      }),
  )
  return new Set(posted.flat())
}
