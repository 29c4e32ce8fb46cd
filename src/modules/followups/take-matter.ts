import { may } from '#access/may.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findMatter, findOpenMatter, newMatter } from '#modules/meetings/public.ts'
import type { Context } from '#platform/command.ts'

type MatterChoice = { boardId: string; title: string; matterId?: string | undefined; newCaseNumber: string }

/** The matter that was chosen, or a new one with the case number given; null when neither was. */
export async function takeMatter(context: Context, choice: MatterChoice): Promise<string | null> {
  if (choice.newCaseNumber !== '') return openMatter(context, choice)
  if (!choice.matterId) return null
  const matter = await findMatter(context.db, choice.matterId)
  if (matter?.boardId !== choice.boardId) throw fieldProblem('matterId', 'chooseOne')
  return matter.id
}

/**
 * Opening a matter is a right of its own: not everyone who plans or decides on follow-ups has it. Whoever has it not may
 * give the number of a matter that somebody has opened, and is told who opens one.
 */
async function openMatter(context: Context, choice: MatterChoice): Promise<string> {
  const { boardId, title, newCaseNumber: caseNumber } = choice
  if (!may(context.actor, 'matter.open', { boardId })) {
    const opened = await findOpenMatter(context.db, { boardId, caseNumber })
    if (opened) return opened.id
    const fields = [{ path: 'newCaseNumber', code: 'matterToOpen' }]
    throw new Problem('notAllowed', { detail: 'the matter is to be opened by the registrar first', fields })
  }
  const id = await newMatter(context, { boardId, caseNumber, title })
  if (!id) throw fieldProblem('newCaseNumber', 'taken')
  return id
}
