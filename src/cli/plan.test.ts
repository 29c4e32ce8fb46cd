import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { municipality } from '../../bench/planner/generator.ts'
import type { PlanInput } from '#methods/planner/contract.ts'
import { writeRefusal } from './plan-files.ts'

/** What somebody who plans with files is told, by the real command. */
let folder: string
const small = municipality({ units: 60, people: 4, seed: 1, years: 1, tightness: 0.4 })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-plan-'))
  await mkdir(path.join(folder, 'mapp'))
  await writeFile(path.join(folder, 'input.json'), JSON.stringify(small))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Said = { code: number; stdout: string; stderr: string }

async function plan(...args: string[]): Promise<Said> {
  const running = promisify(execFile)(process.execPath, ['src/cli/uppsikt.ts', 'plan', ...args], {
    env: { ...process.env, INIT_CWD: folder },
    maxBuffer: 64 * 1024 * 1024,
  })
  const said = await running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (fault: Said) => fault, // what execFile rejects with carries what the program wrote
  )
  expect(said.stderr).not.toMatch(/^\s+at /m) // no trace
  return said
}

async function solveText(text: string): Promise<Said> {
  await writeFile(path.join(folder, 'asked.json'), text)
  const said = await plan('solve', 'asked.json', '--out', 'unwanted.json')
  expect(await readdir(folder)).not.toContain('unwanted.json')
  return said
}

const changed = (change: (input: PlanInput) => unknown) => JSON.stringify(change(structuredClone(small)))
const withUnit = (more: object) =>
  changed((input) => ({ ...input, units: [{ ...input.units[0], ...more }, ...input.units.slice(1)] }))

/** Each text with the beginnings of all lines that tell of it. */
const bad: readonly [string, () => string, readonly string[]][] = [
  [
    'a text that means more or less than it says',
    () =>
      changed((one) => one)
        .replace('{', '{"__proto__":{},"roles":[],')
        .replace('"risk":', '"risk":NaN,"x":'),
    ['/__proto__: ', '/roles: ', '/units/0/risk: Filen är inte giltig JSON: här ska det stå ett vanligt tal'],
  ],
  [
    'everything that cannot be planned with',
    () => {
      const unit = {
        id: 'x'.repeat(10_000_000),
        endOn: '2027-05',
        hours: { basic: { lead: -1 }, inDepth: {} },
      }
      const odd = { ...small, staff: [], horizon: { from: '2027-01', months: 0 } }
      return JSON.stringify({ ...odd, units: [{ ...small.units[0], ...unit }] }).replace(
        /"risk":\d/,
        '"risk":1e999',
      )
    },
    [
      '/staff: ',
      '/horizon/months: ',
      '/units/0/id: ',
      '/units/0/endOn: ',
      '/units/0/hours/basic/lead: ',
      '/units/0/risk: Talet är för stort.',
    ],
  ],
  ['a unit with no possible month', () => withUnit({ endsOn: '2020-05' }), ['/units/0/endsOn: ']],
  ['ten megabytes that are no JSON', () => 'x'.repeat(10_000_000), ['/: ']],
  ['lists within lists', () => `{"units":${'['.repeat(200_000)}`, ['/units/0/0/']],
]

test.each(bad)('%s is told at its place, and no plan is written', async (_, text, lines) => {
  const { code, stdout, stderr } = await solveText(text())
  expect(code).toBe(2)
  expect(stdout).toBe('')
  const told = stderr.split('\n')
  for (const line of lines) expect(told.filter((one) => one.startsWith(line))).toHaveLength(1)
  expect(stderr.length).toBeLessThan(5_000)
})

test('somebody who names a file that cannot be read is told why', async () => {
  await writeFile(path.join(folder, 'latin.json'), Buffer.from([0x7b, 0xe5, 0x7d]))
  const answers: [string, string][] = [
    ['gone.json', 'finns inte.'],
    ['input.json/x.json', 'finns inte.'],
    ['mapp', 'är en mapp. Ange en fil.'],
    ['latin.json', 'är inte text i UTF-8. Spara den så och försök igen.'],
  ]
  const commands = [(file: string) => ['solve', file, '--out', 'x.json'], (file: string) => ['explain', file]]
  for (const [turn, [file, sentence]] of answers.entries()) {
    const { code, stderr } = await plan(...(commands[turn % 2]?.(file) ?? []))
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${path.join(folder, file)} ${sentence}\n` })
  }
  expect(await plan('check', 'input.json', 'gone.json')).toMatchObject({ code: 2, stdout: '' })
}, 60_000)

test('somebody whose answer has nowhere to go is told before the work begins', async () => {
  const answers: [string, string][] = [
    ['mapp', 'är en mapp. Ange en fil.'],
    ['saknas/plan.json', 'kan inte skrivas: mappen finns inte.'],
  ]
  for (const [out, sentence] of answers) {
    const { code, stdout, stderr } = await plan('solve', 'input.json', '--out', out)
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `${path.join(folder, out)} ${sentence}\n`,
    })
  }
  const forbidden = Object.assign(new Error('no'), { code: 'EACCES' })
  expect(writeRefusal('/plan.json', forbidden).refused).toEqual([
    '/plan.json får du inte skriva. Välj en annan plats.',
  ])
}, 60_000)

test('somebody who writes the command wrong is shown how it is written', async () => {
  const wrong = [
    ['toString'],
    ['solve', 'input.json', '--out', 'x.json', '--time-limit', 'soon'],
    ['solve', 'input.json', '--out', 'x.json', '--fast'],
    ['explain', 'input.json', 'plan.json'],
  ]
  for (const args of wrong) {
    const { code, stderr } = await plan(...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Skriv något av:/)
  }
}, 60_000)

test('a planner gets a plan, has it checked, and is told when it is spoilt', async () => {
  const solved = await plan('solve', 'input.json', '--out', 'plan.json', '--gap', '1')
  expect(solved.code).toBe(0)
  const answer = JSON.parse(await readFile(path.join(folder, 'plan.json'), 'utf8')) as { followUps: object[] } // our own file
  expect(JSON.parse(solved.stdout)).toMatchObject({
    format: 'uppsikt-plan/1',
    followUps: answer.followUps.length,
  })
  expect(await plan('check', 'input.json', 'plan.json')).toMatchObject({ code: 0, stdout: '{"broken":[]}\n' })
  await writeFile(
    path.join(folder, 'spoilt.json'),
    JSON.stringify({ ...answer, followUps: answer.followUps.slice(1) }),
  )
  const spoilt = await plan('check', 'input.json', 'spoilt.json')
  expect(spoilt.code).toBe(1)
  expect(spoilt.stdout).toContain('"rule":"annual"')
}, 60_000)

test('names with signs that would move the cursor are told without them', async () => {
  const { code, stderr } = await solveText(withUnit({ 'a\u001b[2J\u202eb': 1, risk: 9 }))
  expect(code).toBe(2)
  expect(stderr).toContain('/units/0/a?[2J?b: ')
})
