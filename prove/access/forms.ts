import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** A form that a page or an endpoint takes, as the code has it. */
export type Form = {
  readonly route: string
  readonly name: string
  /** The commands it sends, by the names they have in the code; none where the page does it in its own way. */
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
  const route = `/${path.dirname(file).replaceAll('\\', '/')}`.replace(/^\/\.$/, '/')
  const takes = unsafe.filter((method) => method in module)
  if (takes.length > 0) return [{ route, name: 'default', commands: [] }]
  return Object.entries(Object(module['actions'])).map(([name, action]) => ({
    route,
    name,
    commands: [...new Set([...asWritten(String(action)).matchAll(sent)].map(([, command = '']) => command))],
  }))
}

const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE', 'fallback']
const sent = /\bsubmit\(\s*event,\s*([\w.]+),/g

/** The tests' loader writes `(0,__vite_ssr_import_7__.submit)` for `submit`. */
function asWritten(code: string): string {
  return code.replaceAll(/\(0,\s*__vi\w+__\.([\w.]+)\)/g, '$1').replaceAll(/__vi\w+__\./g, '')
}

/** All that the modules give to the pages, by name. */
export async function findCommands(): Promise<Map<string, { verb?: string }>> {
  const files = readdirSync('src/modules', { recursive: true, encoding: 'utf8' })
  const modules = await Promise.all(
    files
      .filter((name) => /(^|[/\\-])public(-[a-z]+)?\.ts$/.test(name))
      .map((name) => import(pathToFileURL(path.join('src/modules', name)).href)),
  )
  return new Map(modules.flatMap((module) => Object.entries(Object(module))))
}
