import type pg from 'pg'
import { hashPassword } from '#platform/session/password.ts'
import { addBase, addCatalogue } from './base-rows.ts'
import { makeBatch } from './batch.ts'
import { addLargeYear } from './large-follow-ups.ts'
import { addLargeOrganisation } from './large-organisation.ts'
import { addLargePeople } from './large-people.ts'
import { largeSize, type LargePlan, type LargeUnit } from './large-plan.ts'
import { asOwner, insertMunicipality, logLoad, municipalityExists } from './owner.ts'
import { readBase } from './read-base.ts'
import { readContent } from './read-file.ts'
import { municipalityFile } from './shapes-demo.ts'

export const largeNamespace = 'demo/storkommunen'
const years = [2022, 2023, 2024, 2025] as const

/**
 * Storkommunen, to try and measure with: as many units as the largest municipalities and four years of results. Its
 * verdicts are rows; the frozen snapshots of its assessments hold the counts only.
 */
export async function loadLarge(
  adminUrl: string,
  say: (line: string) => void,
  size: LargePlan['size'] = largeSize,
): Promise<'loaded' | 'alreadyThere'> {
  const [base, { password }] = await Promise.all([
    readBase(),
    readContent('demo/municipality.yaml', municipalityFile),
  ])
  const plan = { batch: makeBatch(largeNamespace), base, size }
  const { municipalityId } = plan.batch
  return asOwner(adminUrl, async (client) => {
    if (await municipalityExists(client, municipalityId)) return 'alreadyThere'
    await insertMunicipality(client, { id: municipalityId, name: 'Storkommunen', isDemo: true })
    await fill(client, plan, { passwordHash: await hashPassword(password), say })
    await logLoad(client, municipalityId, 'large')
    return 'loaded'
  })
}

type Filling = { passwordHash: string; say: (line: string) => void }

async function fill(client: pg.ClientBase, plan: LargePlan, { passwordHash, say }: Filling): Promise<void> {
  const { batch, base } = plan
  addBase(batch, base, '2015-01-01')
  const publishedAt = new Date('2021-11-18T09:00:00+01:00')
  const version = { number: 1, name: 'Kravkatalog', validFrom: '2022-01-01', validTo: null, publishedAt }
  addCatalogue(batch, { ...version, decision: 'Påhittat beslut' }, base.requirements)
  const units: readonly LargeUnit[] = addLargeOrganisation(plan)
  addLargePeople(plan, passwordHash)
  await batch.write(client)
  say(
    `${plan.size.units} enheter, ${plan.size.providers} utförare och ${plan.size.agreements} avtal är inlästa.`,
  )
  for (const year of years) {
    const followUps = addLargeYear(plan, units, year)
    await batch.write(client)
    say(`${year}: ${followUps} uppföljningar är inlästa.`)
  }
  await client.query('analyze')
}
