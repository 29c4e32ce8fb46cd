import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * What is never to be found in the source, or in few and known places: the points of docs/asvs.md that no request can
 * show. A new place is added here by whoever can say why.
 */
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test(-support)?\.ts$/.test(name))
  .map((name) => ({ name: join('src', name), text: readFileSync(join('src', name), 'utf8') }))

type Rule = { readonly what: string; readonly found: RegExp; readonly only?: readonly RegExp[] }

const rules: readonly Rule[] = [
  { what: 'code made of text', found: /\beval\(|new Function\(|node:vm/ },
  {
    what: 'markup written into a page by hand',
    found: /\.(innerHTML|outerHTML)\b|insertAdjacentHTML/,
    only: [/^src\/ui\/protocol\/row-dom\.ts$/], // a row that waited as the text the server rendered
  },
  {
    what: 'storage of the browser',
    found: /\b(localStorage|sessionStorage|indexedDB)\b|document\.cookie|caches\.open/,
  },
  {
    what: 'messages between windows',
    found: /postMessage\(|addEventListener\('message'/,
    only: [/^src\/platform\/(tabular|documents)\//, /[/-](worker|thread)\.ts$/], // to threads of our own
  },
  {
    what: 'processes',
    found: /node:child_process/,
    only: [
      /^src\/(server|cli)\//,
      /^src\/platform\/db\/embedded\.ts$/,
      /^src\/platform\/reader\.ts$/, // Node itself, round what reads files that others have made
    ],
  },
  {
    what: 'requests to others',
    found: /node:https?'|createTransport\(|[^.\w]fetch\(/,
    only: [
      /^src\/platform\/outgoing\.ts$/, // identity providers
      /^src\/modules\/mail\/smtp\.ts$/, // the municipality's own mail server
      /^src\/(server\/web|platform\/metrics)\.ts$/, // these answer
      /^src\/server\/parent\.ts$/, // is the web server ready?
      /^src\/ui\//, // in the browser, where the content policy allows only its own host
    ],
  },
  {
    what: 'lines of the log',
    found: /\bconsole\.|process\.std(out|err)\b/,
    only: [
      /^src\/platform\/log\.ts$/,
      /^src\/cli\//, // what somebody at the keyboard is told
      /^src\/server\/(database|keep-up|parent)\.ts$/, // the parent of `npm start`, to the same person
    ],
  },
  { what: 'chance that can be foretold', found: /Math\.random/ },
  {
    what: 'the day of the database, which is yesterday for an hour or two in Sweden',
    found: /\bcurrent_date\b/,
  },
  { what: 'passwords that cannot be pasted', found: /onpaste/ },
]

test.each(rules)('$what is where it is known to be, or nowhere', ({ found, only = [] }) => {
  const places = source
    .filter(({ text }) => found.test(text))
    .map(({ name }) => name)
    .filter((name) => !only.some((place) => place.test(name)))
  expect(places).toEqual([])
})

/** The names a function of cryptography is called with, wherever it is. */
function named(call: string): string[] {
  const pattern = new RegExp(`\\b${call}\\(\\s*'([^']+)'`, 'g')
  return [...new Set(source.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)))]
}

test('one cipher, one hash and one password hash are used, and slow ones where something can be guessed', () => {
  expect(named('createCipheriv')).toEqual(['aes-256-gcm'])
  expect(named('createDecipheriv')).toEqual(['aes-256-gcm'])
  expect(named('createHash')).toEqual(['sha256'])
  expect(named('createHmac')).toEqual(['sha256'])
  expect(named('argon2')).toEqual(['argon2id'])
  const read = (name: string) => source.find((file) => file.name === name)?.text ?? ''
  expect(read('src/platform/session/password.ts')).toMatch(/memory: 19_456, passes: 2/)
  expect(read('src/platform/whole/sealed-file.ts')).toMatch(/N: 2 \*\* 16, r: 8/)
})

test('every field for a password hides what is typed, and tells the browser which password it is', () => {
  const fields = source.flatMap(({ name, text }) =>
    [
      ...text.matchAll(/<(?:input|TextInput)\b(?:(?!\/>)[\s\S])*?name="(?:losenord|\w+Losenord)[\s\S]*?\/>/g),
    ].map(([field]) => ({
      name,
      field,
    })),
  )
  expect(fields.length).toBeGreaterThan(3)
  for (const { name, field } of fields) {
    expect(field, name).toContain('type="password"')
    expect(field, name).toMatch(/autocomplete="(current|new)-password"/)
  }
})
