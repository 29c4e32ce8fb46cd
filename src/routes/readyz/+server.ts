import { sql } from 'kysely'
import type { RequestHandler } from './$types'

/** The database answers too. */
export const GET: RequestHandler = async ({ locals }) => {
  try {
    await sql`select 1`.execute(locals.db)
    return new Response('ready\n')
  } catch {
    return new Response('the database does not answer\n', { status: 503 })
  }
}
