import type { Db } from '#platform/db/pool.ts'
import { load as loadFindings } from '../src/routes/brister/+page.server.ts'
import { load as loadUnits } from '../src/routes/enheter/+page.server.ts'
import { load as loadUnitHead } from '../src/routes/enheter/[unitId]/+layout.server.ts'
import { load as loadUnit } from '../src/routes/enheter/[unitId]/+page.server.ts'
import { load as loadStart } from '../src/routes/+page.server.ts'
import { load as loadFollowUps } from '../src/routes/uppfoljningar/+page.server.ts'
import { load as loadFollowUpHead } from '../src/routes/uppfoljningar/[followUpId]/+layout.server.ts'
import { load as loadProtocol } from '../src/routes/uppfoljningar/[followUpId]/protokoll/+page.server.ts'
import { load as loadFrame } from '../src/routes/+layout.server.ts'
import type { Person } from './people.ts'

/** A page by its address, with the loads that fill it, the frame first. */
export type BenchPage = {
  readonly what: string
  readonly address: string
  readonly params: Readonly<Record<string, string>>
  readonly loads: readonly unknown[]
}

type Places = { readonly unitId: string; readonly followUpId: string }

export function pagesOf({ unitId, followUpId }: Places): BenchPage[] {
  const unit = `/enheter/${unitId}`
  const protocol = `/uppfoljningar/${followUpId}/protokoll`
  return [
    { what: 'start page', address: '/', params: {}, loads: [loadStart] },
    { what: 'register of units', address: '/enheter?q=björk', params: {}, loads: [loadUnits] },
    { what: 'unit page', address: unit, params: { unitId }, loads: [loadUnitHead, loadUnit] },
    { what: 'list of findings', address: '/brister', params: {}, loads: [loadFindings] },
    { what: 'findings by a word', address: '/brister?q=rutin', params: {}, loads: [loadFindings] },
    { what: 'list of follow-ups', address: '/uppfoljningar', params: {}, loads: [loadFollowUps] },
    {
      what: 'protocol of 60 rows',
      address: protocol,
      params: { followUpId },
      loads: [loadFollowUpHead, loadProtocol],
    },
  ]
}

/** Runs the loads of a page against a database, so that its statements can be seen. */
export async function runLoads(db: Db, page: BenchPage, person: Person): Promise<void> {
  let above: Record<string, unknown> = {}
  for (const load of [loadFrame, ...page.loads]) {
    const event = {
      locals: { db, actor: person.actor, now: new Date(), requestId: '', theme: 'auto' },
      url: new URL(page.address, 'http://localhost'),
      params: page.params,
      route: { id: '/' },
      cookies: { get: () => undefined, set: () => undefined, delete: () => undefined },
      depends: () => undefined,
      parent: async () => above,
    }
    // Each load knows its own event; here all get one with everything that any of them reads.
    const own = await (load as (event: unknown) => Promise<Record<string, unknown>>)(event)
    above = { ...above, ...own }
  }
}
