import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'

type Incoming = {
  planId: string
  sourceId: string
  kind: 'actionPlan' | 'actionReport'
  title: string
  fileId: string | null
}

/** What the operator sends is a record on arrival, by the database's own reviewed function. */
export async function registerIncoming(context: Context, sent: Incoming): Promise<void> {
  const id = uuidv7(context.now.getTime())
  await sql`select register_from_plan(${sent.planId}::uuid, ${sent.sourceId}::uuid, ${sent.kind}, ${sent.title},
    ${sent.fileId}::uuid, ${id}::uuid, ${context.now})`.execute(context.db)
}
