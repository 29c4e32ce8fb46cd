import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

test('every link between the documents leads somewhere', () => {
  const broken = documents.flatMap((document) => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
    return links
      .map(([, link]) => join(dirname(document), link ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${document}: ${target}`)
  })
  expect(broken).toEqual([])
})

test('every file or folder the guide for contributors names is there', () => {
  const named = [
    ...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(
      /`((?:src|test|docs|migrations|content)\/[\w./[\]-]+)`/g,
    ),
  ]
  const missing = named.map(([, path]) => path ?? '').filter((path) => !existsSync(path))
  expect(missing).toEqual([])
})
