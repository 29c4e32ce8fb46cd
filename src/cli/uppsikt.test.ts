import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** What somebody at the keyboard is told. */
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Said = { code: number; stdout: string; stderr: string }

async function uppsikt(...args: string[]): Promise<Said> {
  const running = promisify(execFile)(process.execPath, ['src/cli/uppsikt.ts', ...args], {
    env: { ...process.env, INIT_CWD: folder, UPPSIKT_BACKUP_PASSPHRASE: '' },
  })
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    // What execFile rejects with carries what the program wrote.
    (fault: Said) => fault,
  )
}

test('somebody who writes no word, or another one, is told which there are', async () => {
  const { code, stderr } = await uppsikt('toString')
  expect(code).toBe(1)
  for (const word of ['export', 'import', 'check', 'backup', 'restore'])
    expect(stderr).toMatch(new RegExp(`^ {2}${word} `, 'm'))
})

test('what goes wrong is one sentence, and a file is meant from where the person stands', async () => {
  await writeFile(path.join(folder, 'not.zip'), 'this is no export')
  const answers: [string[], string][] = [
    [['export'], 'Skriv: uppsikt export --all --municipality <namn eller id> --to <mapp eller .zip>'],
    [['check', 'gone.zip'], `${path.join(folder, 'gone.zip')} finns inte.`],
    [['check', 'not.zip'], 'Filen är avkortad eller skadad: dess innehållsförteckning saknas.'],
    [['restore'], 'Ange --from.'],
  ]
  for (const [args, sentence] of answers) {
    const { code, stderr } = await uppsikt(...args)
    expect(code).toBe(1)
    expect(stderr.trim()).toBe(sentence)
  }
})
