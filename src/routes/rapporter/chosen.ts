import { fieldProblem } from '#kernel/problem.ts'
import type { FormReader } from '#platform/web/form.ts'

/**
 * The follow-ups ticked in a form. All of them is the same as none named: what fits is taken, also what is fixed while
 * the draft is open. None ticked is therefore never handed on: it would be read as all.
 */
export function chosenFrom(form: Pick<FormReader, 'all' | 'number'>): string[] {
  const chosen = form.all('uppfoljning')
  if (chosen.length === 0) throw fieldProblem('followUpIds', 'chooseFollowUp')
  return chosen.length === form.number('antal') ? [] : chosen
}
