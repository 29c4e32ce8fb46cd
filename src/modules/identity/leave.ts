import * as client from 'openid-client'
import type { Db } from '#platform/db/pool.ts'
import { meet } from './client.ts'
import { throughGate } from './gate-scope.ts'
import { findSettings, findWay } from './queries.ts'

/** Where one signs out at the provider too; undefined where it offers no such place, or does not answer. */
export async function leaveAt(db: Db, identityProviderId: string, back: string): Promise<URL | undefined> {
  const way = await findWay(db, identityProviderId)
  const settings = way && (await throughGate(db, way.municipalityId, (tx) => findSettings(tx, way.id)))
  if (!settings) return undefined
  const config = await meet(settings).catch(() => undefined)
  if (!config?.serverMetadata().end_session_endpoint) return undefined
  return client.buildEndSessionUrl(config, { post_logout_redirect_uri: back })
}
