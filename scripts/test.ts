import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../test/support/browser.ts'

type Step = {
  readonly name: string
  /** Programs with their arguments, run one after the other by Node. */
  readonly run: readonly (readonly string[])[]
  readonly env?: Readonly<Record<string, string>>
  /** Part of `npm run check`, which is to take less than two minutes. */
  readonly check?: true
  /** Says why the step cannot be run on this machine; it is then named at the end, never left out in silence. */
  readonly hindered?: () => string | undefined
}

const vitest = 'node_modules/vitest/vitest.mjs'
const svelteCheck = ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json']
const POSTGRES_15 = '/usr/lib/postgresql/15/bin/postgres'

const steps: readonly Step[] = [
  {
    name: 'types',
    check: true,
    run: [
      ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'],
      ['node_modules/typescript/bin/tsc', '--noEmit'],
      [...svelteCheck, '--fail-on-warnings'],
    ],
  },
  { name: 'lint', check: true, run: [['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']] },
  {
    name: 'format',
    check: true,
    run: [['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn']],
  },
  {
    name: 'deps',
    check: true,
    run: [['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--config']],
  },
  { name: 'unit', check: true, run: [[vitest, 'run', '--project', 'unit']] },
  {
    name: 'unit-postgres-15',
    run: [[vitest, 'run', '--project', 'unit']],
    env: { UPPSIKT_TEST_PG: '15' },
    hindered: () =>
      existsSync(POSTGRES_15) ? undefined : 'PostgreSQL 15 is missing: apt-get install postgresql-15',
  },
  { name: 'build', run: [['scripts/build-web.ts']] },
  { name: 'proofs', run: [[vitest, 'run', '--project', 'proofs']] },
  { name: 'journeys', run: [[vitest, 'run', '--project', 'journeys']] },
]

main()

/** What `npm test` runs: everything, in an order that finds the cheap faults first, and stops at the first. */
function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, only: { type: 'string' } } })
  const chosen = choose(values.only, values.check ?? false)
  if (chosen.some(({ name }) => name === 'journeys')) prepareBrowser()
  if (chosen.some(({ name }) => name === 'unit-postgres-15')) preparePostgres15()
  const began = Date.now()
  const notRun = chosen
    .filter((step) => !runStep(step))
    .map(({ name, hindered }) => `${name} (${hindered?.()})`)
  console.log(`\nAll steps passed in ${seconds(began)}.`)
  if (notRun.length > 0) console.log(`NOT RUN: ${notRun.join(', ')}`)
}

function choose(only: string | undefined, check: boolean): readonly Step[] {
  if (check) return steps.filter((step) => step.check)
  if (!only) return steps
  const chosen = steps.filter(({ name }) => name === only)
  if (chosen.length === 0)
    fail(`There is no step ${only}. Steps: ${steps.map(({ name }) => name).join(', ')}`)
  return chosen
}

/** True when it was run; a step that fails ends everything. */
function runStep({ name, run, env, hindered }: Step): boolean {
  if (hindered?.()) return false
  const began = Date.now()
  console.log(`\n── ${name}`)
  for (const args of run) {
    const { status } = spawnSync(process.execPath, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    if (status !== 0)
      fail(`Step ${name} failed after ${seconds(began)}. Run it alone: npm test -- --only=${name}`)
  }
  console.log(`── ${name}: passed in ${seconds(began)}`)
  return true
}

function prepareBrowser(): void {
  if (!hasBrowser()) installOnDebian(['chromium'])
  if (!hasBrowser()) fail(HOW_TO_GET_A_BROWSER)
}

function hasBrowser(): boolean {
  try {
    return findBrowser() !== ''
  } catch {
    return false
  }
}

/** Only the programs are wanted: Debian's package would otherwise start a server of its own. */
function preparePostgres15(): void {
  if (existsSync(POSTGRES_15)) return
  installOnDebian(
    ['postgresql-15'],
    'mkdir -p /etc/postgresql-common && cd /etc/postgresql-common && { [ -f createcluster.conf ] || echo "create_main_cluster = false" > createcluster.conf; } && ',
  )
}

function installOnDebian(packages: readonly string[], before = ''): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Installing ${packages.join(', ')} with apt-get.`)
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  spawnSync('sh', ['-c', `${before}(apt-get update && ${install}) > /dev/null`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function seconds(began: number): string {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`
}

function fail(message: string): never {
  console.error(`\n${message}`)
  process.exit(1)
}
