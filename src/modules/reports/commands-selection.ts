import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { selectionOf } from './commands-period.ts'
import { ChangeSelection, MarkSources } from './contract.ts'
import { periodOf, type PeriodSelection } from './period-rules.ts'
import { typeOf } from './period-type-rules.ts'
import { lockPaper } from './queries.ts'
import { moved } from './rules.ts'
import { assertWriter, ruleOf } from './writers.ts'

/**
 * Which follow-ups a draft is of, changed while it is written. Texts stay as they are: figures and tables are gathered
 * anew, and what somebody has written about them is theirs to go through.
 */
export const changeSelection = command({
  verb: 'paper.edit',
  input: ChangeSelection,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run(context, paper, input) {
    const { selection, report } = openSelection(context, paper, input.revision)
    const chosen = selectionOf({ ...input, period: paper.period }, { report, level: selection.level })
    return saveSource(context, paper, { ...chosen, ...(selection.sources && { sources: selection.sources }) })
  },
  detail: ({ followUpIds }) => ({ chosen: followUpIds.length }),
})

/** Which sources of the yearly analysis were there, and what is to be said of each (M-264). */
export const markSources = command({
  verb: 'paper.edit',
  input: MarkSources,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run(context, paper, input) {
    const { selection } = openSelection(context, paper, input.revision)
    if (!ruleOf(paper)?.hasSources) throw new Problem('wrongState', { detail: 'no sources in this kind' })
    const sources = Object.fromEntries(
      input.sources.map(({ key, present, note }) => [key, { present, note }]),
    )
    return saveSource(context, paper, { ...selection, sources })
  },
  detail: ({ sources }) => ({ marked: sources.length }),
})

type Locked = NonNullable<Awaited<ReturnType<typeof lockPaper>>>

function openSelection({ actor }: Context, paper: Locked, revision: number) {
  moved(paper, 'edit')
  const period = paper.kind === 'periodReport' ? periodOf(paper.period) : undefined
  if (!period) throw new Problem('wrongState', { detail: 'not of a period' })
  assertWriter(actor, paper.boardId, ruleOf(paper))
  if (paper.revision !== revision)
    throw new Problem('stale', {
      current: { revision: paper.revision, title: paper.title, sections: paper.sections },
    })
  // Written by this module's own commands in this shape; the column is jsonb.
  const selection = paper.source as PeriodSelection
  return { selection, report: typeOf(selection, period.kind) }
}

async function saveSource({ db }: Context, paper: Locked, selection: PeriodSelection) {
  const revision = paper.revision + 1
  const source = JSON.stringify(selection)
  await db.updateTable('paper').set({ source, revision }).where('id', '=', paper.id).execute()
  return { id: paper.id, revision }
}
