import { sql } from 'kysely'
import { isRole, type Actor, type Scope } from '#access/may.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import type { Request } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope, withScope } from '#platform/db/transaction.ts'
import { readImport, readPeople } from './commands-read.ts'
import { previewImport, previewPeople, runImport, runPeople } from './commands-run.ts'
import { mostBeginnings, type ImportStep } from './rules.ts'
import type { WorkFault } from './work-ask.ts'

type Doing = { readonly db: Db; readonly scope: Scope; readonly now: () => Date }
type Work = NonNullable<Awaited<ReturnType<typeof begin>>>

/**
 * Does what is asked for in a municipality, one step after the other. Each is one command under an id of its own: killed
 * in the middle, nothing of it is there, and it is begun again; killed at the very end, beginning again finds it done.
 * Who calls holds the lock, so that two never do the same.
 */
export async function workImports(db: Db, municipality: Municipality, now: () => Date): Promise<void> {
  const doing = { db, scope: systemScope(municipality), now }
  for (;;) {
    const work = await begin(doing)
    if (!work) return
    const fault = await faultOf(doing, work)
    await withScope(db, doing.scope, (tx) =>
      tx
        .updateTable('importWork')
        .set({ percent: 100, endedAt: now(), fault: fault ? JSON.stringify(fault) : null })
        .where('commandId', '=', work.commandId)
        .execute(),
    )
  }
}

/** The one that has waited longest, counted as begun before anything is done: a death is remembered. */
function begin({ db, scope }: Doing) {
  return withScope(db, scope, async (tx) => {
    const next = tx
      .selectFrom('importWork')
      .select('commandId')
      .where('endedAt', 'is', null)
      .orderBy('askedAt')
      .orderBy('commandId')
      .limit(1)
    return tx
      .updateTable('importWork')
      .set((set) => ({ begun: set('begun', '+', 1), percent: 0 }))
      .where('commandId', '=', next)
      .returning(['municipalityId', 'importId', 'boardId', 'step', 'revision', 'commandId', 'begun'])
      .executeTakeFirst()
  })
}

/** What the command refused is an outcome; what broke is not, and is tried again by the next round. */
async function faultOf(doing: Doing, work: Work): Promise<WorkFault | undefined> {
  try {
    await perform(doing, work)
    return undefined
  } catch (cause) {
    if (!isProblem(cause) || cause.code === 'unavailable' || cause.code === 'unexpected') throw cause
    // Read by whoever looks at the import, who is signed in.
    const code = cause.code === 'signedOut' ? 'notAllowed' : cause.code
    return { code, fields: cause.fields, current: cause.current }
  }
}

async function perform(doing: Doing, work: Work): Promise<void> {
  if (work.begun > mostBeginnings) throw new Problem('importBrokeOff')
  const { db } = doing
  const now = doing.now()
  const actor = await whoAsked(db, work, now)
  const tell = makeTell(doing, work.commandId)
  await steps[work.step](work, { db, actor, now, commandId: work.commandId, tell })
}

const steps: Record<ImportStep, (work: Work, request: Request) => Promise<unknown>> = {
  read: ({ boardId, importId }, request) => (boardId ? readImport : readPeople)(request, { importId }),
  preview: ({ boardId, importId, revision }, request) =>
    (boardId ? previewImport : previewPeople)(request, { importId, revision }),
  run: ({ boardId, importId, revision }, request) =>
    (boardId ? runImport : runPeople)(request, { importId, revision }),
}

/** With the roles of now: whoever has lost them since does not get it done. */
async function whoAsked(db: Db, work: Work, now: Date): Promise<Actor> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ actor: Actor | null }>`select auth.import_person(${work.municipalityId}, ${work.commandId}, ${now})
      as actor`.execute(tx),
  )
  const actor = rows[0]?.actor
  if (!actor) throw new Problem('notAllowed')
  return { ...actor, assignments: actor.assignments.filter((held) => isRole(held.role)) }
}

/** Told beside the command's transaction, twice a second at most; what cannot be told is no fault of the work. */
function makeTell({ db, scope }: Doing, commandId: string): (percent: number) => void {
  let quietUntil = 0
  return (percent) => {
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + 500
    void withScope(db, scope, (tx) =>
      tx
        .updateTable('importWork')
        .set({ percent: Math.round(percent) })
        .where('commandId', '=', commandId)
        .where('endedAt', 'is', null)
        .execute(),
    ).catch(() => undefined)
  }
}
