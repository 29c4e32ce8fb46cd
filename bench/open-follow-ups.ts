import { largeNamespace } from '#server/content/large.ts'
import { makeBatch } from '#server/content/batch.ts'
import { asOwner } from '#server/content/owner.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Person } from './people.ts'

export type OpenFollowUp = {
  readonly id: string
  readonly unitId: string
  readonly rowIds: readonly string[]
}

const rowsEach = 60

/** A follow-up under way for each person, with a protocol of sixty requirements: Storkommunen's own are all closed. */
export async function addOpenFollowUps(
  adminUrl: string,
  bare: Db,
  people: readonly Person[],
): Promise<OpenFollowUp[]> {
  const batch = makeBatch(largeNamespace)
  const { municipalityId } = batch
  const units = await bare
    .selectFrom('unitState')
    .select(['unitId', 'boardId', 'providerId'])
    .where('municipalityId', '=', municipalityId)
    .orderBy('unitId')
    .limit(people.length)
    .execute()
  const requirements = await bare
    .selectFrom('requirement')
    .select(['id', 'key'])
    .where('municipalityId', '=', municipalityId)
    .orderBy('position')
    .orderBy('id')
    .limit(rowsEach)
    .execute()
  const now = new Date()
  const day = now.toISOString().slice(0, 10)
  const made = people.flatMap(({ actor }, number) => {
    const unit = units[number]
    if (!unit) return []
    const id = batch.id('followUp', `open/${number}`)
    batch.add('followUp', {
      ...unit,
      id,
      catalogueVersionId: batch.id('catalogueVersion', '1'),
      title: `Pågående uppföljning ${number + 1}`,
      kind: 'planned',
      depth: 'inDepth',
      purposes: ['agreement'],
      focusAreas: [],
      methods: ['visit'],
      announced: true,
      dueOn: day,
      state: 'underway',
      requirementsPer: day,
      preparedAt: now,
      sharedAt: now,
      begunAt: now,
      createdBy: actor.accountId,
      createdAt: now,
    })
    batch.add('followUpMember', {
      ...unit,
      followUpId: id,
      accountId: actor.accountId,
      name: actor.name,
      profession: 'Uppföljare',
      isLead: true,
      bias: 'none',
      declaredAt: now,
    })
    const rowIds = requirements.map((requirement, position) => {
      const rowId = batch.id('protocolRow', `open/${number}/${requirement.key}`)
      batch.add('protocolRow', {
        id: rowId,
        followUpId: id,
        boardId: unit.boardId,
        unitId: unit.unitId,
        requirementId: requirement.id,
        requirementKey: requirement.key,
        position,
        origin: 'agreement',
      })
      return rowId
    })
    return [{ id, unitId: unit.unitId, rowIds }]
  })
  await asOwner(adminUrl, async (client) => {
    await batch.write(client)
    await client.query('analyze')
  })
  return made
}
