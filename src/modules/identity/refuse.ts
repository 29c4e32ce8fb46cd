import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { tell, throughGate } from './gate-scope.ts'

type Refusal = { ground: string; now: Date; accountId?: string | null; identityId?: string }

/** A sign-in that is refused: the log has the ground, the person a sentence without it. */
export async function refuse(
  db: Db,
  way: { id: string; municipalityId: string },
  { ground, now, accountId = null, identityId }: Refusal,
): Promise<never> {
  await throughGate(db, way.municipalityId, (tx) =>
    tell(tx, {
      municipalityId: way.municipalityId,
      accountId,
      verb: 'session.refused',
      targetId: identityId ?? way.id,
      outcome: 'denied',
      detail: { identityProviderId: way.id, ground },
      at: now,
    }),
  )
  throw new Problem('signInRefused', { detail: ground })
}
