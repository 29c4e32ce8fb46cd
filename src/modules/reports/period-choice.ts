import type { Db } from '#platform/db/pool.ts'
import { operatingForms } from '#texts/sv/common.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { kindWord } from './words.ts'
import type { PeriodSelection } from './period-rules.ts'

/** The filter in words, for the paper to say what it is of. */
export async function choiceOf(db: Db, selection: PeriodSelection): Promise<string> {
  const forms: Readonly<Record<string, string>> = operatingForms
  const parts = [
    selection.areaId && t.chosenArea(await nameOf(db, 'serviceArea', selection.areaId)),
    selection.form && t.chosenForm(forms[selection.form] ?? selection.form),
    selection.followUpKind && t.chosenKind(kindWord(selection.followUpKind)),
    selection.agreementId && t.chosenAgreement(await agreementName(db, selection.agreementId)),
    selection.followUpIds && t.chosenOnes(selection.followUpIds.length),
  ]
  return parts.filter(Boolean).join('; ')
}

async function nameOf(db: Db, table: 'serviceArea', id: string): Promise<string> {
  const row = await db.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

async function agreementName(db: Db, agreementId: string): Promise<string> {
  const row = await db
    .selectFrom('agreementState as s')
    .innerJoin('agreement as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.agreementId'),
    )
    .select(['s.title', 'a.caseNumber'])
    .where('s.agreementId', '=', agreementId)
    .where('s.supersededAt', 'is', null)
    .orderBy('s.validFrom', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? [row.title, row.caseNumber].filter(Boolean).join(', ') : ''
}
