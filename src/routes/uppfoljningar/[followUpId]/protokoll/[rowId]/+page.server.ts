import type { Actions, PageServerLoad } from './$types'
import { Problem } from '#kernel/problem.ts'
import { ask } from '#platform/web/ask.ts'
import { rowActions } from '../actions.ts'
import { loadProtocol } from '../load.ts'

/** One row alone: for deep links and narrow telephones. */
export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const { rowId, followUpId } = params
    const protocol = await loadProtocol(tx, actor, {
      followUpId,
      now: locals.now,
      pick: (rows) => rows.filter((row) => row.rowId === rowId),
    })
    if (protocol.shown.length === 0) throw new Problem('notFound')
    const at = protocol.rows.findIndex((row) => row.rowId === rowId)
    return {
      ...protocol,
      rowId,
      rows: protocol.rows.slice(at, at + 1),
      previous: protocol.rows[at - 1]?.rowId,
      next: protocol.rows[at + 1]?.rowId,
    }
  })

export const actions: Actions = rowActions
