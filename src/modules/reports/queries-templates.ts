import type { Letterhead } from '#platform/documents/document.ts'
import type { Db } from '#platform/db/pool.ts'
import type { PaperKind } from './rules.ts'

/** Standard texts of a template: for each kind of paper, and each of its parts. */
export type TemplateTexts = Partial<Record<PaperKind, Record<string, string>>>

const light = [
  'id',
  'number',
  'note',
  'logoType',
  'logoAlt',
  'wordName',
  'letterhead',
  'texts',
  'madeByName',
  'madeAt',
] as const

/** The version in use; undefined where the municipality has made none and the product's own holds. */
export function newestTemplate(db: Db): Promise<{ id: string; number: number } | undefined> {
  return db
    .selectFrom('paperTemplate')
    .select(['id', 'number'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function listTemplates(db: Db) {
  const rows = await db.selectFrom('paperTemplate').select(light).orderBy('number', 'desc').execute()
  return rows.map(withTexts)
}

export async function findTemplate(db: Db, templateId: string) {
  const row = await db
    .selectFrom('paperTemplate')
    .select([...light, 'logo', 'typst', 'wordStyles', 'wordTheme'])
    .where('id', '=', templateId)
    .executeTakeFirst()
  return row && withTexts(row)
}

function withTexts<Row extends { texts: unknown }>(row: Row) {
  // Written by this module's own command in this shape; the column is jsonb.
  return { ...row, texts: row.texts as TemplateTexts }
}

export type Template = NonNullable<Awaited<ReturnType<typeof findTemplate>>>

/** What a paper is dressed in by a version of the template. */
export async function letterheadOf(db: Db, templateId: string | undefined): Promise<Letterhead | undefined> {
  const template = templateId ? await findTemplate(db, templateId) : undefined
  return template && toLetterhead(template)
}

type Dress = Pick<
  Template,
  'logo' | 'logoType' | 'logoAlt' | 'letterhead' | 'typst' | 'wordStyles' | 'wordTheme'
>

export function toLetterhead(dress: Dress): Letterhead {
  const { logo, logoType, logoAlt, letterhead, typst, wordStyles, wordTheme } = dress
  return {
    ...(logo && logoType ? { logo: { bytes: logo, type: logoType, alt: logoAlt } } : {}),
    lines: letterhead,
    ...(typst ? { typst } : {}),
    ...(wordStyles ? { word: { styles: wordStyles, theme: wordTheme } } : {}),
  }
}

/** What the template says for the parts of a new paper of a kind. */
export async function standardTexts(db: Db, kind: PaperKind): Promise<Readonly<Record<string, string>>> {
  const newest = await newestTemplate(db)
  const template = newest ? await findTemplate(db, newest.id) : undefined
  return template?.texts[kind] ?? {}
}

/** When each board is to have its reports. */
export function listReportDays(db: Db, boardIds: readonly string[]) {
  return db
    .selectFrom('board')
    .select(['id', 'name', 'reportDays'])
    .where('id', 'in', [...boardIds, '00000000-0000-0000-0000-000000000000'])
    .orderBy('name')
    .orderBy('id')
    .execute()
}
