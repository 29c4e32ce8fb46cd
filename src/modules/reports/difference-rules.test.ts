import { expect, test } from 'vitest'
import { paperChanges } from './difference-rules.ts'

const part = (key: string, text: string) => ({ key, title: `Del ${key}`, text })
const first = {
  title: 'Plan 2027',
  sections: [part('summary', 'Tolv uppföljningar görs.'), part('economy', 'Inga.')],
}

test('a secretary reads which parts of a memo read differently, and which words', () => {
  const second = {
    title: 'Plan 2027, reviderad',
    sections: [
      part('summary', 'Elva uppföljningar görs.'),
      part('economy', 'Inga. '),
      part('basis', 'Nytt.'),
    ],
  }
  const changes = paperChanges(first, second, 'Rubrik')
  expect(changes.map(({ field, label }) => [field, label])).toEqual([
    ['title', 'Rubrik'],
    ['summary', 'Del summary'],
    ['basis', 'Del basis'],
  ])
  const [, summary] = changes
  expect(summary?.marked.before.filter(({ only }) => only)).toEqual([{ text: 'Tolv ', only: true }])
  expect(summary?.marked.after.filter(({ only }) => only)).toEqual([{ text: 'Elva ', only: true }])
})

test('a part that was taken away is told, and a version that says the same has no difference', () => {
  const shorter = { ...first, sections: first.sections.slice(0, 1) }
  expect(paperChanges(first, shorter, 'Rubrik')).toMatchObject([
    { field: 'economy', before: 'Inga.', after: '' },
  ])
  expect(paperChanges(first, first, 'Rubrik')).toEqual([])
})
