import { isProblem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isDraft, listItems, onAgenda } from '#modules/meetings/public.ts'
import { freezeAtNotice } from '#modules/reports/public.ts'
import { ask, signedIn, type Locals } from '#platform/web/ask.ts'

/**
 * Freezes the drafts of an agenda in its order, each by the command that freezes a paper anywhere, which here needs that it stands on the agenda.
 * @returns the title of the first that cannot be frozen; undefined when all are
 */
export async function freezeDrafts(locals: Locals, meetingId: string): Promise<string | undefined> {
  const actor = signedIn(locals)
  const drafts = onAgenda(await ask(locals, (tx) => listItems(tx, meetingId))).filter(isDraft)
  for (const { paperId, paperRevision, paperTitle } of drafts) {
    if (paperId === null || paperRevision === null) continue
    const request = { db: locals.db, actor, now: locals.now, commandId: uuidv7() }
    try {
      await freezeAtNotice(request, { paperId, revision: paperRevision })
    } catch (cause) {
      if (isProblem(cause) && cause.code !== 'notAllowed') return paperTitle ?? ''
      throw cause
    }
  }
  return undefined
}
