import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readSecretFiles } from './secret-files.ts'

test('whoever runs it may keep each secret in a file, and one that cannot be read stops the program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'uppsikt-secrets-'))
  const file = path.join(folder, 'secret')
  writeFileSync(file, 'i en fil\n')
  const names = ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'SMTP_URL', 'UPPSIKT_LOCK_KEY']
  for (const name of [...names, 'UPPSIKT_BACKUP_PASSPHRASE']) {
    const env: NodeJS.ProcessEnv = { [`${name}_FILE`]: file }
    readSecretFiles(env)
    expect(env[name]).toBe('i en fil')
    const given: NodeJS.ProcessEnv = { [name]: 'given', [`${name}_FILE`]: file }
    readSecretFiles(given)
    expect(given[name]).toBe('given')
  }
  rmSync(folder, { recursive: true })
  expect(() => readSecretFiles({ DATABASE_URL_FILE: file })).toThrow('ENOENT')
})
