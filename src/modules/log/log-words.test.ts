import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { matrix } from '#access/roles.ts'
import { sensitiveOperations, sensitivePages } from '#platform/web/sensitive.ts'
import { hasLogWord, logWord, verbsNamed } from '#texts/sv/log-words.ts'

/** Verbs as the modules write them themselves, past the commands. */
function writtenVerbs(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  const sources = files.filter((name) => name.endsWith('.ts') && !name.includes('test'))
  const found = sources.flatMap((name) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(/\bverb: '(\w+\.\w+)'/g)].map(
      ([, verb = '']) => verb,
    ),
  )
  return [...new Set(found)]
}

test('every event that the log can hold has words of its own for whoever reads it', () => {
  const verbs = [
    ...Object.keys(matrix),
    ...Object.values(sensitivePages),
    ...Object.values(sensitiveOperations),
    ...writtenVerbs(),
    ...[
      'session.opened',
      'session.refused',
      'session.passwordAccepted',
      'account.setPassword',
      'content.load',
    ],
  ]
  expect(verbs.length).toBeGreaterThan(150)
  expect(verbs.filter((verb) => !hasLogWord(verb))).toEqual([])
})

test('the log is searched by its Swedish words, and what has none is shown as it stands', () => {
  expect(verbsNamed('LOGGADE IN')).toEqual(['session.opened'])
  expect(verbsNamed('öppnade en låst')).toEqual(['lockedRecord.read'])
  expect(verbsNamed('finns inte i loggen')).toEqual([])
  expect(logWord('constructor')).toBe('constructor')
})
