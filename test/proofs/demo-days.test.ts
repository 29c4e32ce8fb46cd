import pg from 'pg'
import { expect, test } from 'vitest'
import { scenes } from '#server/content/demo-scenes.ts'
import { demoDay, loadDemo } from '#server/content/load-demo.ts'
import { instant } from '#server/content/times.ts'
import { freshDatabase } from '#test/database.ts'

/** What is to come may have its time: an appointment, the end of something that is valid until then. */
const ahead = ['visit.starts_at', 'session.expires_at']

/**
 * New Year's Day, when the running year is still last year's; the day of March on which terms are gone through; the
 * first of a month when the running year is a new one and its spring is pressed together; and a leap day.
 */
const days = ['2027-01-01', '2027-03-17', '2027-09-01', '2028-02-29']

test.each(days)(
  'a visitor who loads the demo just after midnight on %s reads of nothing later',
  async (day) => {
    const database = await freshDatabase()
    const began = new Date()
    expect(await loadDemo(database.adminUrl, day)).toBe('loaded')
    for (const lay of scenes) await lay(database.adminUrl, demoDay(day))
    const admin = new pg.Client({ connectionString: database.adminUrl })
    await admin.connect()
    const late: string[] = []
    for (const { table, column } of await moments(admin)) {
      // What bears the time of the load itself has not been told by the demo.
      const { rows } = await admin.query<{ latest: Date | null }>(
        `select max(${column}) as latest from ${table} where ${column} > $1 and ${column} not between $2 and $3`,
        [instant(day, '00:00'), began, new Date()],
      )
      const latest = rows[0]?.latest
      if (latest) late.push(`${table}.${column}: ${latest.toISOString()}`)
    }
    expect(late).toEqual([])
    await expectLogInOrder(admin)
    await admin.end()
    await database.drop()
  },
  // To load the demo takes minutes on a machine that does much at once.
  600_000,
)

/** Whoever reads the log reads it in the order of time, and every row is joined to the one before. */
async function expectLogInOrder(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ rows: number; back: number }>(
    `select count(*)::int as rows, (count(*) filter (where at < before))::int as back
      from (select at, lag(at) over (order by seq) as before from audit) log`,
  )
  expect(rows[0]?.back).toBe(0)
  expect(rows[0]?.rows).toBeGreaterThan(800)
  const { rows: chain } = await admin.query(
    `select set_config('app.municipality', id::text, false), set_config('app.powers', 'auditor', false),
      first_broken_audit(id) as broken from municipality`,
  )
  expect(chain).toMatchObject([{ broken: null }])
}

/** Every column of a table that holds a time. */
async function moments(admin: pg.Client): Promise<{ table: string; column: string }[]> {
  const { rows } = await admin.query<{ table: string; column: string }>(
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
      order by 1, 2`,
  )
  expect(rows.length).toBeGreaterThan(100)
  return rows.filter(({ table, column }) => !ahead.includes(`${table}.${column}`))
}
