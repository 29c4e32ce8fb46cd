import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { lockMatter } from '#modules/meetings/public.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { insertPaper } from './commands.ts'
import { CreatePeriodReport, ReplacePaper } from './contract.ts'
import { nothingChosen, periodContent } from './period-content.ts'
import { periodSections } from './period-prefill.ts'
import { periodOf, type PeriodSelection } from './period-rules.ts'
import { reportTypes, typeRule, type ReportLevel, type ReportType } from './period-type-rules.ts'
import { titleOf } from './rules-period-words.ts'
import { assertWriter, ruleOf } from './writers.ts'
import { lockPaper } from './queries.ts'
import { standardTexts } from './queries-templates.ts'

/** A report over a half-year, a quarter or a year: of all that was fixed, or of what is chosen. */
export const createPeriodReport = command({
  verb: 'periodReport.create',
  input: CreatePeriodReport,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, input) {
    const period = periodOf(input.period)
    if (!period) throw fieldProblem('period', 'chooseOne')
    if (period.from > todayIn(context.now)) throw fieldProblem('period', 'periodAhead')
    if (matter.closedOn) throw new Problem('wrongState', { detail: 'the matter is closed' })
    const selection = selectionOf(input, { report: input.report ?? period.kind, level: input.level })
    const rule = typeRule(selection, period.kind)
    if (!rule.periods.includes(period.kind)) throw fieldProblem('period', 'periodOfKind')
    assertWriter(context.actor, matter.boardId, rule)
    await assertNoSuchDraft(context.db, matter.boardId, selection)
    const { db } = context
    const asked = { boardId: matter.boardId, selection, period, today: todayIn(context.now) }
    const sections = periodSections(await periodContent(db, asked), await standardTexts(db, 'periodReport'))
    const origin = { id: matter.id, boardId: matter.boardId, matterId: matter.id }
    const id = await insertPaper(context, {
      origin,
      matterId: matter.id,
      title: input.title || titleOf(period, selection),
      sections,
      kind: 'periodReport',
      source: selection,
      period: period.key,
    })
    return { id, revision: 1 }
  },
  detail: ({ period }) => ({ period }),
})

/** Begins a new version of a frozen paper with its texts; the old one stands as it is and says what replaced it. */
export const replacePaper = command({
  verb: 'paper.replace',
  input: ReplacePaper,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run(context, old) {
    const { db, actor } = context
    assertWriter(actor, old.boardId, ruleOf(old))
    if (old.state !== 'frozen' || !old.matterId) throw new Problem('wrongState')
    const newer = await db
      .selectFrom('paper')
      .select('id')
      .where('replacesId', '=', old.id)
      .executeTakeFirst()
    if (newer) throw new Problem('alreadyDone')
    const { boardId, followUpId, unitId, providerId } = old
    const followUp =
      followUpId && unitId && providerId
        ? { id: followUpId, unitId, providerId, title: old.title }
        : undefined
    const id = await insertPaper(context, {
      origin: { id: old.id, boardId, matterId: old.matterId, ...(followUp ? { followUp } : {}) },
      matterId: old.matterId,
      title: old.title,
      sections: old.sections,
      kind: old.kind,
      source: old.source,
      period: old.period,
      replacesId: old.id,
    })
    return { id, revision: 1 }
  },
  detail: ({ paperId }) => ({ replaces: paperId }),
})

type Choosing = Omit<z.output<typeof CreatePeriodReport>, 'matterId' | 'title' | 'report' | 'level'>
type Typed = { report: ReportType; level: ReportLevel | undefined }

export function selectionOf(input: Choosing, { report, level }: Typed): PeriodSelection {
  return {
    ...nothingChosen,
    period: input.period,
    areaId: input.areaId ?? null,
    form: input.form ?? null,
    followUpKind: input.followUpKind ?? null,
    agreementId: input.agreementId ?? null,
    followUpIds: input.followUpIds.length > 0 ? [...new Set(input.followUpIds)].sort() : null,
    report,
    level: level ?? reportTypes[report].level,
  }
}

/** Two drafts of the same report would go apart; the one that exists is the one to write in. */
async function assertNoSuchDraft(db: Db, boardId: string, selection: PeriodSelection): Promise<void> {
  const draft = await db
    .selectFrom('paper')
    .select('id')
    .where('boardId', '=', boardId)
    .where('kind', '=', 'periodReport')
    .where('state', '=', 'draft')
    .where(sql<boolean>`source - 'sources' = ${JSON.stringify(selection)}::jsonb`)
    .executeTakeFirst()
  if (draft) throw new Problem('alreadyDone')
}
