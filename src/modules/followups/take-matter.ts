import { may } from '#access/may.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findMatter, newMatter } from '#modules/meetings/public.ts'
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

/** Opening a matter is a right of its own: not everyone who plans follow-ups has it. */
async function openMatter(context: Context, choice: MatterChoice): Promise<string> {
  const { boardId, title, newCaseNumber: caseNumber } = choice
  if (!may(context.actor, 'matter.open', { boardId })) throw new Problem('notAllowed')
  const id = await newMatter(context, { boardId, caseNumber, title })
  if (!id) throw fieldProblem('newCaseNumber', 'taken')
  return id
}
