import { expect, test } from 'vitest'
import { withAdmin } from '#platform/db/embedded-database.ts'
import { verdictOf } from '../../prove/durability/check.ts'
import { afterKills } from '../../prove/durability/kills.ts'
import { withService } from '../../prove/durability/service.ts'

/** The short form of `npm run prove:durability`: three kills of a service of its own, on a database on the disk. */
test('what people were told is saved is there, once, after web server, worker and database were killed', async () => {
  await withService({ seed: 7, say: () => undefined }, async (service) => {
    const { done, verdict, mail } = await afterKills(service, 3)
    expect(done).toHaveLength(3)
    expect(verdict.checked).toBeGreaterThan(10)
    expect({ ...verdict, checked: 0 }).toEqual({ checked: 0, lost: [], doubled: [], broken: [], strange: [] })
    expect(mail.faults).toEqual([])

    const [gone] = service.journal.acknowledged.filter(({ kind }) => kind === 'note' || kind === 'form')
    await withAdmin(await service.place.adminUrl(), async (admin) => {
      await admin.query('set session_replication_role = replica')
      await admin.query('delete from record where title = $1', [gone?.key])
      await admin.query(`update audit set verb = 'forged' where seq = 2`)
    })
    const damaged = await verdictOf(service.place, service.journal)
    expect(damaged.lost, 'the proof sees what is missing').toEqual([gone])
    expect(damaged.broken.join(), 'and where the log was forged').toContain('broken at')
  })
})
