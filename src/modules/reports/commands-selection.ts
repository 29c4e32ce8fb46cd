import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { selectionOf } from './commands-period.ts'
import { ChangeSelection } from './contract.ts'
import { lockPaper } from './queries.ts'
import { moved } from './rules.ts'

/**
 * Which follow-ups a draft is of, changed while it is written. Texts stay as they are: figures and tables are gathered
 * anew, and what somebody has written about them is theirs to go through.
 */
export const changeSelection = command({
  verb: 'paper.edit',
  input: ChangeSelection,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run({ db }, paper, input) {
    moved(paper, 'edit')
    if (paper.kind !== 'periodReport') throw new Problem('wrongState', { detail: 'not of a period' })
    if (paper.revision !== input.revision)
      throw new Problem('stale', {
        current: { revision: paper.revision, title: paper.title, sections: paper.sections },
      })
    const revision = paper.revision + 1
    const source = JSON.stringify(selectionOf({ ...input, period: paper.period }))
    await db.updateTable('paper').set({ source, revision }).where('id', '=', paper.id).execute()
    return { id: paper.id, revision }
  },
  detail: ({ followUpIds }) => ({ chosen: followUpIds.length }),
})
