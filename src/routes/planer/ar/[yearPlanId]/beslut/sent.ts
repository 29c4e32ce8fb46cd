import { listDeliveriesOf, listItemsOfPaper } from '#modules/meetings/public.ts'
import { listDeliveries, listPapersOf } from '#modules/reports/public.ts'
import type { YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { sentTexts as t } from '#texts/sv/plans-decisions.ts'

/** Something of the plan that was sent to somebody (M-080), with the receipt where there is one. */
export type Sent = {
  id: string
  what: string
  href: string
  to: string
  way: string
  sentAt: Date
  receipt: string
}

/** The papers that carry the plan, the latest first. */
export async function papersOf(db: Db, plan: Pick<YearPlan, 'id' | 'matterId'>) {
  if (!plan.matterId) return []
  const papers = await listPapersOf(db, { matterId: plan.matterId })
  return papers
    .filter(({ kind, source }) => kind === 'plan' && planOf(source) === plan.id)
    .map(({ id, title, state, source, createdAt, frozenAt }) => ({
      id,
      title,
      state,
      version: versionOf(source),
      createdAt,
      frozenAt,
    }))
}
export type PlanPaper = Awaited<ReturnType<typeof papersOf>>[number]

/** To whom the plan's papers and the extracts of its decision were sent, the latest first. */
export async function listSent(db: Db, papers: readonly PlanPaper[]): Promise<Sent[]> {
  const sent: Sent[] = []
  for (const paper of papers) {
    const href = `/rapporter/${paper.id}`
    for (const one of await listDeliveries(db, paper.id))
      sent.push({
        ...{ id: one.id, what: paper.title, href, to: one.name, way: t.ways.system, sentAt: one.sentAt },
        receipt: one.openedAt ? t.opened(one.openedAt) : t.notOpened,
      })
    for (const item of await listItemsOfPaper(db, paper.id)) {
      const where = `/sammantraden/${item.meetingId}/${item.id}`
      for (const one of await listDeliveriesOf(db, item.id))
        sent.push({
          ...{ id: one.id, what: t.extract, href: `${where}/utdrag`, to: one.receiverName },
          way: t.ways[one.way],
          sentAt: one.sentAt,
          receipt: receiptOf(one),
        })
    }
  }
  return sent.toSorted((one, other) => other.sentAt.getTime() - one.sentAt.getTime())
}

function receiptOf(one: { openedAt: Date | null; receivedOn: string | null }): string {
  if (one.openedAt) return t.opened(one.openedAt)
  return one.receivedOn ? t.received(one.receivedOn) : t.notOpened
}

// The papers' own source, written by the command that made them; any other shape is no plan's paper.
const partsOf = (source: unknown) => (source ?? {}) as { yearPlanId?: unknown; version?: unknown }
const planOf = (source: unknown) => partsOf(source).yearPlanId
const versionOf = (source: unknown) => Number(partsOf(source).version ?? 1)
