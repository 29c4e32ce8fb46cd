import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { scopeOf } from '#access/may.ts'
import { listLog } from '#modules/log/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld } from '#test/world.ts'

/** Wherever the machine stands, and whatever it thinks the time zone is, a Swedish day is a Swedish day. */
const program = `
  import { todayIn, formatDateTime, formatTime, weekOf } from './src/kernel/dates.ts'
  for (const at of ['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-12-31T23:30:00Z', '2028-02-28T23:30:00Z'])
    console.log(todayIn(new Date(at)), formatDateTime(at), formatTime(at), JSON.stringify(weekOf(todayIn(new Date(at)))))`

test('the day, the hour and the week are the same on a machine anywhere', () => {
  const told = ['UTC', 'Europe/Stockholm', 'Pacific/Kiritimati', 'America/Los_Angeles'].map(
    (zone) =>
      spawnSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
        encoding: 'utf8',
        env: { ...process.env, TZ: zone },
      }).stdout,
  )
  expect(new Set(told).size).toBe(1)
  expect(told[0]?.split('\n')[3]).toContain('2027-01-01')
  expect(told[0]?.split('\n').filter(Boolean)).toHaveLength(5)
})

test('the auditor finds what was done after midnight on its own day, whatever zone the database server has', async () => {
  const world = await makeWorld()
  const { auditor } = world.people
  const half = new Date('2026-06-30T22:30:00Z') // half past midnight on the first of July
  await withScope(world.db, scopeOf(auditor), (tx) =>
    writeAudit(tx, {
      ...{ municipalityId: auditor.municipalityId, accountId: auditor.accountId },
      ...{ verb: 'clock.tried', outcome: 'read', at: half },
    }),
  )
  await world.admin.query(
    `do $$ begin execute format('alter database %I set timezone = ''Pacific/Kiritimati''', current_database()); end $$`,
  )
  const far = openDatabase(world.appUrl, 1)
  const { rows } = await sql<{ zone: string }>`select current_setting('timezone') as zone`.execute(far)
  expect(rows).toEqual([{ zone: 'UTC' }])
  const on = async (day: string) => {
    const filter = { verb: 'clock.tried', who: '', from: day, to: day, page: 1, limit: 100 }
    return (await withScope(far, scopeOf(auditor), (tx) => listLog(tx, filter))).total
  }
  expect([await on('2026-06-30'), await on('2026-07-01'), await on('2026-07-02')]).toEqual([0, 1, 0])
  await far.destroy()
  await world.close()
})
