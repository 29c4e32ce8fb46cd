import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** How many requirements of level 1 and 2 each chapter of ASVS 5.0.0 has. */
const chapters: readonly (readonly [one: number, two: number])[] = [
  [8, 19],
  [4, 7],
  [8, 11],
  [2, 8],
  [4, 5],
  [13, 22],
  [6, 12],
  [4, 3],
  [4, 3],
  [5, 24],
  [3, 11],
  [3, 6],
  [1, 12],
  [2, 7],
  [3, 10],
  [0, 16],
  [0, 7],
]
const answers = ['kept', 'partly', 'open', 'not applicable'] as const

type Row = { chapter: number; id: string; level: number; asked: string; answer: string; where: string }

const text = readFileSync('docs/asvs.md', 'utf8')
const rows = text.split(/^## /m).flatMap(rowsOf)

function rowsOf(section: string): Row[] {
  const chapter = Number(/^V(\d+) /.exec(section)?.[1])
  const lines = section.matchAll(/^\| (\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (.+?) \| (.+) \|$/gm)
  return [...lines].map(([, id = '', level, asked = '', answer = '', where = '']) => ({
    ...{ chapter, id, level: Number(level), asked, answer, where },
  }))
}

test('every requirement of level 1 and 2 stands in its chapter, once, in a few words', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect(rows.filter(({ chapter, id }) => !id.startsWith(`${chapter}.`))).toEqual([])
  expect(rows.filter(({ asked }) => asked.split(' ').length > 10).map(({ id }) => id)).toEqual([])
  const counted = chapters.map((_, at) =>
    [1, 2].map((level) => rows.filter((row) => row.chapter === at + 1 && row.level === level).length),
  )
  expect(counted).toEqual(chapters)
})

test('what is kept names what shows it, and what is not says what is missing', () => {
  const isProven = ({ where }: Row) => /\.test\.ts`|`npm run /.test(where)
  const wrong = rows.filter((row) => {
    if (row.answer === 'kept') return !isProven(row)
    if (row.answer === 'not applicable') return row.where.length < 10
    return !['partly', 'open'].includes(row.answer) || !row.where.includes('Missing: ')
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('the counts and the list of what is open are those of the rows', () => {
  const told = [...text.matchAll(/^\| ([12]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)]
  const counted = [1, 2].map((level) => {
    const ofLevel = rows.filter((row) => row.level === level)
    const counts = answers.map((answer) => ofLevel.filter((row) => row.answer === answer).length)
    return [level, ...counts, ofLevel.length]
  })
  expect(told.map(([, ...numbers]) => numbers.map(Number))).toEqual(counted)
  const listed = [...text.matchAll(/^- (\d+\.\d+\.\d+) \(level/gm)].map(([, id]) => id)
  expect(listed).toEqual(rows.filter(({ answer }) => answer === 'open').map(({ id }) => id))
})

test.each(['docs/asvs.md', 'docs/security.md'])('every file and place that %s names is there', (document) => {
  const written = readFileSync(document, 'utf8')
  const files = [...written.matchAll(/`((?:src|test|docs|migrations|prove|deploy|scripts)\/[\w./[\]-]+)`/g)]
  expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([])
  const scripts = JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')))
  const commands = [...written.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name)
  expect(commands.filter((name) => !scripts.includes(`"${name}":`))).toEqual([])
  const places = [...written.matchAll(/\]\(([\w.-]+\.md)#([\w-]+)\)/g)]
  expect(
    places.filter(([, file = '', place = '']) => !headings(file).includes(place)).map(([all]) => all),
  ).toEqual([])
})

/** The headings of a document of docs/, as their addresses. */
function headings(file: string): string[] {
  const lines = readFileSync(`docs/${file}`, 'utf8').matchAll(/^#+ (.+)$/gm)
  return [...lines].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s+/g, '-'),
  )
}
