import type { IsoDate } from '#kernel/dates.ts'
import { hashPassword } from '#platform/session/password.ts'
import { addAgreements } from './agreement-rows.ts'
import { addBase } from './base-rows.ts'
import { makeBatch } from './batch.ts'
import { addCatalogues } from './catalogue-rows.ts'
import type { DemoDay } from './demo-actor.ts'
import { addFollowUps } from './follow-up-rows.ts'
import { addOrganisation } from './organisation-rows.ts'
import { asOwner, insertMunicipality, logLoad, municipalityExists } from './owner.ts'
import { addPeople } from './people-rows.ts'
import { addDecidedPlans } from './plan-rows.ts'
import { readDemo, type DemoContent } from './read-demo.ts'

export const demoNamespace = 'demo/exempelkommun'

/** Loads the demo municipality as it stands on the day, or finds that it is there and does nothing. */
export async function loadDemo(adminUrl: string, asOf: IsoDate): Promise<'loaded' | 'alreadyThere'> {
  const batch = makeBatch(demoNamespace)
  return asOwner(adminUrl, async (client) => {
    if (await municipalityExists(client, batch.municipalityId)) return 'alreadyThere'
    const demo = await readDemo(asOf)
    await insertMunicipality(client, { id: batch.municipalityId, name: demo.name, isDemo: true })
    addAll(batch, demo, await hashPassword(demo.password))
    await batch.write(client)
    await logLoad(client, batch.municipalityId, 'demo')
    // What is read next, to make reports and duties of it, is planned as if the tables were empty without this.
    await client.query('analyze')
    return 'loaded'
  })
}

/** Which municipality the demo is, and the day it is told from. */
export function demoDay(asOf: IsoDate): DemoDay {
  return { municipalityId: makeBatch(demoNamespace).municipalityId, asOf }
}

function addAll(batch: ReturnType<typeof makeBatch>, demo: DemoContent, passwordHash: string): void {
  addBase(batch, demo.base, demo.areasValidFrom)
  addCatalogues(batch, demo)
  addOrganisation(batch, demo)
  addPeople(batch, demo, passwordHash)
  addAgreements(batch, demo)
  addDecidedPlans(batch, demo)
  addFollowUps(batch, demo)
}
