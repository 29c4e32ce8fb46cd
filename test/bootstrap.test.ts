import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'uppsikt-start-'))
  mkdirSync(join(folder, 'checkout/scripts'), { recursive: true })
  mkdirSync(join(folder, 'others'))
  mkdirSync(join(folder, 'bin'))
  cpSync('scripts/bootstrap.mjs', join(folder, 'checkout/scripts/bootstrap.mjs'))
  writeFileSync(join(folder, 'checkout/package-lock.json'), JSON.stringify({ packages: {} }))
  writeFileSync(join(folder, 'others/kept'), '')
  // Stands in for npm, and does nothing.
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\nexit 1\n', { mode: 0o700 })
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = () =>
  spawnSync(process.execPath, [join(folder, 'checkout/scripts/bootstrap.mjs'), 'src/none.ts'], {
    env: { PATH: join(folder, 'bin') },
    encoding: 'utf8',
  })

test('whoever has linked the packages of another checkout is told so before anything is installed through the link', () => {
  symlinkSync(join(folder, 'others'), join(folder, 'checkout/node_modules'))
  const { status, stderr, stdout } = start()
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('node_modules är en länk till en annan mapp')
  expect(existsSync(join(folder, 'others/kept'))).toBe(true)
})

test('without a link the packages are installed', () => {
  rmSync(join(folder, 'checkout/node_modules'))
  expect(start().stdout).toContain('Installerar programpaketen')
})
