import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Definition } from './definition.ts'
import type { Entry, Kind, listEntriesAbout } from './queries.ts'
import type { listChanges } from './queries-parts.ts'
import { namesIn } from './references.ts'
import { columnFields, type Facts, type FactChange } from './rules.ts'
import { changeWords, gapWords, stateName, wordsOf } from './words.ts'

/** Rows of a register as a page or file shows them: every field in words, by its key. */
export async function rowsInWords(db: Db, kind: Kind, rows: readonly Entry[], day: IsoDate) {
  const { definition } = kind
  const names = await namesIn(db, definition.fields, { day, rows: rows.map(({ facts }) => facts) })
  return rows.map((row) => ({
    ...row,
    ...marks(definition, row, day),
    words: Object.fromEntries(
      definition.fields.map((field) => [field.key, wordsOf(field, row.facts[field.key], names)]),
    ),
  }))
}
export type RowInWords = Awaited<ReturnType<typeof rowsInWords>>[number]

/** What the page of a unit, a provider or an agreement says of each entry: its columns on one line. */
export async function aboutInWords(db: Db, rows: Awaited<ReturnType<typeof listEntriesAbout>>, day: IsoDate) {
  const said = []
  for (const row of rows) {
    const fields = columnFields(row.definition).filter(({ type }) => type !== 'unit' && type !== 'provider')
    const names = await namesIn(db, fields, { day, rows: [row.facts] })
    said.push({
      ...{ id: row.id, title: row.title, kindKey: row.key, kindName: row.definition.name, state: row.state },
      ...marks(row.definition, row, day),
      reviewOn: row.reviewOn,
      reviewLabel: row.definition.review?.label ?? '',
      facts: fields
        .map((field) => ({ label: field.label, text: wordsOf(field, row.facts[field.key], names) }))
        .filter(({ text }) => text !== ''),
    })
  }
  return said
}
export type AboutRow = Awaited<ReturnType<typeof aboutInWords>>[number]

/** The history in words. What was named then and is gone now has no words left. */
export async function changesInWords(
  db: Db,
  definition: Definition,
  given: { readonly changes: Awaited<ReturnType<typeof listChanges>>; readonly day: IsoDate },
) {
  const rows = given.changes.flatMap(({ changes }) => changes.flatMap(bothSides))
  const names = await namesIn(db, definition.fields, { day: given.day, rows })
  return given.changes.map(({ changes, ...row }) => ({
    ...row,
    changes: changes.map((change) => changeWords(definition, change, names)),
  }))
}

function bothSides({ field, was, became }: FactChange): Facts[] {
  return [{ [field]: was }, { [field]: became }]
}

function marks(definition: Definition, row: Pick<Entry, 'state' | 'reviewOn' | 'gaps'>, day: IsoDate) {
  return {
    stateName: stateName(definition, row.state),
    tone: definition.states.find(({ key }) => key === row.state)?.tone,
    isLate: row.reviewOn !== null && row.reviewOn < day,
    gapWords: row.gaps.map((gap) => gapWords(definition, gap)),
  }
}
