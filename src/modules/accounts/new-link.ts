import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import { linkHours } from './rules.ts'

/** A link is given to the person by whoever asked for it; here it is only its hash. */
export async function insertLink(
  context: Context,
  given: { accountId: string; tokenHash: string },
  kind: 'invitation' | 'reset',
): Promise<void> {
  await context.db
    .insertInto('accountLink')
    .values({
      municipalityId: context.actor.municipalityId,
      id: uuidv7(),
      accountId: given.accountId,
      kind,
      tokenHash: Buffer.from(given.tokenHash, 'hex'),
      createdBy: context.actor.accountId,
      createdAt: context.now,
      expiresAt: new Date(context.now.getTime() + linkHours[kind] * 3_600_000),
    })
    .execute()
}
