import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from '#platform/db/pool.ts'
import type { Database } from '#platform/db/types.ts'
import { freePort } from '#platform/ports.ts'
import { startNode, stopProcess, untilAnswers, type Program } from './stage.ts'

type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }

/** The statements that some work sends, as text: the reference runs exactly these. */
export async function statementsOf(
  adminUrl: string,
  work: (db: Db) => Promise<unknown>,
): Promise<Statement[]> {
  const seen: Statement[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: adminUrl, max: 1 }) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query: { sql, parameters } }) => void seen.push({ sql, parameters }),
  })
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
  return seen
}

/** A bare server with a list of statements for each page; page 0 answers at `/0`. */
export async function startBare(
  adminUrl: string,
  pages: readonly (readonly Statement[])[],
): Promise<Program> {
  const port = await freePort('127.0.0.1')
  const child = startNode(['bench/bare.ts'], {
    DATABASE_URL: adminUrl,
    BENCH_STATEMENTS: JSON.stringify(pages),
    PORT: String(port),
  })
  const base = `http://127.0.0.1:${port}`
  await untilAnswers(`${base}/ready`, child)
  return { base, pid: child.pid ?? 0, stop: () => stopProcess(child) }
}
