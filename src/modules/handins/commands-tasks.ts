import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { notify } from '#modules/notices/public.ts'
import { handInTexts } from '#texts/sv/handins.ts'
import { tellTeam } from './commands.ts'
import { AskExtension, AssignRequest } from './contract.ts'
import { listColleagues, lockHandIn, reachOf, type LockedHandIn } from './queries.ts'
import { assertOpen, isExtensionAsked } from './rules.ts'

/** Asks for more time. One ask at a time; an answered one may be followed by another. */
export const askExtension = command({
  verb: 'request.askExtension',
  input: AskExtension,
  target: ({ db, actor }, input) => lockHandIn(db, input.requestId, reachOf(actor)),
  async run(context, request, input) {
    assertOpen(request, 'askExtension')
    if (isExtensionAsked(request)) throw new Problem('alreadyDone')
    assertCurrent(request, input.revision)
    if (input.until <= request.dueOn) throw fieldProblem('until', 'dateBeforeOther')
    if (input.until < todayIn(context.now)) throw fieldProblem('until', 'dateInPast')
    await context.db
      .updateTable('documentRequest')
      .set((set) => ({
        extensionAskedUntil: input.until,
        extensionReason: input.reason,
        extensionAnswer: null,
        revision: set('revision', '+', 1),
      }))
      .where('id', '=', request.id)
      .execute()
    await tellTeam(context, request, handInTexts.notices.extension(request.title))
    return { id: request.id, revision: request.revision + 1 }
  },
  detail: ({ until }) => ({ until }),
})

/** Hands the task on to a colleague at the same provider, or takes it back. The manager keeps seeing it. */
export const assignRequest = command({
  verb: 'request.assign',
  input: AssignRequest,
  target: ({ db, actor }, input) => lockHandIn(db, input.requestId, reachOf(actor)),
  async run(context, request, input) {
    const { db, actor, now } = context
    assertOpen(request, 'assign')
    assertCurrent(request, input.revision)
    const colleagues = await listColleagues(db, request, { accountId: actor.accountId, today: todayIn(now) })
    const colleague = colleagues.find((one) => one.id === input.accountId)
    if (input.accountId !== null && !colleague) throw fieldProblem('accountId', 'chooseOne')
    await db
      .updateTable('documentRequest')
      .set((set) => ({ assignedTo: input.accountId, revision: set('revision', '+', 1) }))
      .where('id', '=', request.id)
      .execute()
    if (colleague)
      await notify(context, [colleague.id], {
        kind: 'request',
        title: handInTexts.notices.assigned(request.title),
        href: `/lamna-in/${request.id}`,
        boardId: request.boardId,
      })
    return { id: request.id, revision: request.revision + 1, name: colleague?.name ?? null }
  },
  detail: ({ accountId }) => ({ accountId }),
})

function assertCurrent(request: LockedHandIn, revision: number): void {
  if (request.revision === revision) return
  const { dueOn, state, assignedTo, extensionAskedUntil } = request
  throw new Problem('stale', {
    current: { revision: request.revision, dueOn, state, assignedTo, extensionAskedUntil },
  })
}
