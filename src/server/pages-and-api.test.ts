import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { operations } from './api.ts'

/** Done only by the person at a page, each with its reason. */
const onlyOnAPage: Readonly<Record<string, string>> = {
  addPasskey: 'a passkey is made by the person’s own device at the page',
  addTotp: 'a second factor is shown to the person, never to a system',
  removeFactor: 'ways in are changed by the person at the page',
  renewCodes: 'ways in are changed by the person at the page',
  beginPasskey: 'a passkey is made by the person’s own device at the page',
  changePassword: 'a password is never handed to a system',
  moveAgreements: 'several of PUT /agreements/{agreementId}/catalogue in one form; each has its operation',
}

/** Every command that a form of a page sends, by its name in the module's public.ts. */
function commandsOfPages(): string[] {
  const files = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
  const sources = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join('src/routes', name), 'utf8'))
  const names = sources.flatMap((text) =>
    [...text.matchAll(/submit\(\s*event,\s*(\w+),/g)].map(([, name = '']) => name),
  )
  return [...new Set(names)].sort()
}

/** All that the modules give to the pages, by name. */
async function publicOfModules(): Promise<Map<string, unknown>> {
  const files = readdirSync('src/modules', { recursive: true, encoding: 'utf8' })
  const modules = await Promise.all(
    files.filter(isPublic).map(async (name) => {
      const exported: unknown = await import(/* @vite-ignore */ pathToFileURL(join('src/modules', name)).href)
      return Object.entries(Object(exported))
    }),
  )
  return new Map(modules.flat())
}

const isPublic = (name: string) => /(^|[/\\-])public(-[a-z]+)?\.ts$/.test(name)

test('whatever a form of a page does, an operation of the API does with the same command', async () => {
  const known = await publicOfModules()
  const done = new Set<unknown>(operations.flatMap((one) => ('command' in one ? [one.command] : [])))
  const commands = commandsOfPages()
  expect(commands.length).toBeGreaterThan(180)
  const missing = commands.filter((name) => !done.has(known.get(name)))
  expect(missing).toEqual(Object.keys(onlyOnAPage).sort())
})
