import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeDataDir } from '#platform/db/embedded-files.ts'
import { freePort } from '#platform/ports.ts'

/** `npm start` with its own database, which is stopped as soon as it has said some words. */
async function startUntil(words: string): Promise<{ code: number | null; said: string; complained: string }> {
  const dataDir = await makeDataDir(await mkdtemp(path.join(tmpdir(), 'uppsikt-stopped-')))
  // As if the demo had been read in: that takes longer than anybody waits here.
  await writeFile(path.join(dataDir, 'contents.json'), JSON.stringify({ embedded: 'demo' }))
  const { DATABASE_URL: _other, ...env } = process.env
  const child = spawn(process.execPath, ['src/server/parent.ts'], {
    env: { ...env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(await freePort('127.0.0.1')) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString()
    if (said.includes(words)) child.kill('SIGTERM')
  })
  child.stderr.on('data', (data: Buffer) => (complained += data.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  await rm(dataDir, { recursive: true, force: true })
  return { code, said, complained }
}

test.each(['Uppsikt startar.', 'Uppsikt är redo'])(
  'whoever stops the start as soon as it says "%s" reads that it stops, and of no fault',
  async (words) => {
    const { code, said, complained } = await startUntil(words)
    expect(complained).toBe('')
    expect(said).toContain(words)
    expect(said).toMatch(/Uppsikt stannar\.\n$/)
    expect(code).toBe(0)
  },
)
