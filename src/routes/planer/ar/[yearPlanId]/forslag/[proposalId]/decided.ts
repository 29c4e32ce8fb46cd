import { todayIn } from '#kernel/dates.ts'
import { findDecided, listItems, type YearPlan } from '#modules/plans/public.ts'
import {
  answeredBy,
  isFixed,
  revisedBy,
  revisedKinds,
  type Proposal,
  type RevisedKind,
} from '#modules/proposals/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { pageFrom, pageOf } from '../../filter.ts'

type Given = { proposal: Proposal; url: URL }

/** What a ready proposal makes of the version that holds; null where nothing is decided yet. */
export async function againstDecided(db: Db, plan: YearPlan, { proposal, url }: Given) {
  if (proposal.state !== 'ready' || !proposal.plan) return null
  const version = await findDecided(db, plan.id)
  if (!version) return null
  const from = todayIn(proposal.askedAt).slice(0, 7)
  const stays = (await listItems(db, plan.id)).filter(isFixed).map(({ id }) => id)
  const beside = { decided: version.items, from, stays: new Set(stays) }
  const { rows, same } = revisedBy({ ...answeredBy(proposal), ...beside })
  const asked = url.searchParams.get('skillnad')
  const kind = revisedKinds.find((one) => one === asked)
  const count = (one: RevisedKind) => rows.filter((row) => row.kind === one).length
  return {
    version: version.version,
    counts: {
      ...{
        moved: count('moved'),
        depth: count('depth'),
        added: count('added'),
        dropped: count('dropped'),
        same,
      },
    },
    listed: pageOf(kind ? rows.filter((row) => row.kind === kind) : rows, pageFrom(url, 'skillnadssida')),
  }
}
