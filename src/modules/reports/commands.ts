import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { lockFollowUp, type FollowUp } from '#modules/followups/public.ts'
import { lockMatter } from '#modules/meetings/public.ts'
import { operatorsOf, notify } from '#modules/notices/public.ts'
import { addRecord } from '#modules/meetings/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { reportTexts as t } from '#texts/sv/reports.ts'
import { CreatePaper, EditPaper, OfPaper } from './contract.ts'
import { emptyParts, reportSections } from './prefill.ts'
import { lockPaper } from './queries.ts'
import { moved, type PaperKind, type Section } from './rules.ts'
import { reportContent } from './snapshot.ts'
import { assertWriter, ruleOf } from './writers.ts'

type Creating = z.output<typeof CreatePaper>
/** What a paper belongs to: a follow-up, or a matter alone. */
type Origin = {
  id: string
  boardId: string
  followUp?: Pick<FollowUp, 'id' | 'unitId' | 'providerId' | 'title'>
  matterId: string | null
}

export const createPaper = command({
  verb: 'paper.create',
  input: CreatePaper,
  target: ({ db }, input) => lockOrigin(db, input),
  async run(context, origin, input) {
    const matterId = await matterOf(context.db, origin, input)
    const sections = await firstSections(context, origin)
    const title = input.title || (origin.followUp ? t.titleOf(origin.followUp.title).slice(0, 200) : '')
    if (title === '') throw fieldProblem('title', 'required')
    const id = await insertPaper(context, { origin, matterId, title, sections, kind: input.kind })
    return { id, revision: 1 }
  },
})

export const editPaper = command({
  verb: 'paper.edit',
  input: EditPaper,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run({ db, actor }, paper, input) {
    assertWriter(actor, paper.boardId, ruleOf(paper))
    moved(paper, 'edit')
    if (paper.revision !== input.revision)
      throw new Problem('stale', {
        current: { revision: paper.revision, title: paper.title, sections: paper.sections },
      })
    const revision = paper.revision + 1
    const sections = merged(paper.sections, input.sections)
    await db
      .updateTable('paper')
      .set({ title: input.title, sections: JSON.stringify(sections), revision })
      .where('id', '=', paper.id)
      .execute()
    return { id: paper.id, revision }
  },
})

/** Shows the frozen report to the unit and its provider, tells their managers and registers that it was sent out. */
export const deliverPaper = command({
  verb: 'paper.deliver',
  input: OfPaper,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run(context, paper) {
    if (paper.state !== 'frozen') throw new Problem('wrongState')
    if (paper.sharedAt) throw new Problem('alreadyDone')
    const { unitId, providerId, matterId } = paper
    if (!unitId || !providerId || !matterId) throw new Problem('wrongState', { detail: 'no unit to send to' })
    await context.db.updateTable('paper').set({ sharedAt: context.now }).where('id', '=', paper.id).execute()
    const receivers = await operatorsOf(context.db, { unitId, providerId }, todayIn(context.now))
    await notify(context, receivers, {
      kind: 'paperDelivered',
      title: t.deliveredTitle(paper.title).slice(0, 300),
      href: `/rapporter/${paper.id}`,
      boardId: paper.boardId,
    })
    await addRecord(context, {
      matterId,
      boardId: paper.boardId,
      title: t.dispatchTitle(paper.title),
      direction: 'out',
      kind: 'paper',
      paperId: paper.id,
    })
    return { id: paper.id, receivers: receivers.length }
  },
  detail: (_, result) => ({ receivers: result.receivers }),
})

async function lockOrigin(db: Db, input: Creating): Promise<Origin | undefined> {
  if (input.kind === 'memo') {
    const matter = input.matterId ? await lockMatter(db, input.matterId) : undefined
    return matter && { id: matter.id, boardId: matter.boardId, matterId: matter.id }
  }
  const followUp = input.followUpId ? await lockFollowUp(db, input.followUpId) : undefined
  return followUp && { id: followUp.id, boardId: followUp.boardId, matterId: followUp.matterId, followUp }
}

/** A paper belongs to a matter that was opened before it: the follow-up's own, or one that is chosen. */
async function matterOf(db: Db, origin: Origin, input: Creating): Promise<string> {
  if (origin.matterId) return origin.matterId
  if (!input.matterId) throw fieldProblem('matterId', 'required')
  const chosen = await lockMatter(db, input.matterId)
  if (chosen?.boardId !== origin.boardId) throw new Problem('notFound')
  return chosen.id
}

async function firstSections(context: Context, { followUp }: Origin): Promise<Section[]> {
  if (!followUp) return emptyParts('memo')
  const report = await reportContent(context.db, followUp.id, todayIn(context.now))
  if (!report) throw new Problem('wrongState', { detail: 'no fixed assessment' })
  await assertNoDraft(context.db, followUp.id)
  return reportSections(report)
}

/** Two drafts of one report would go apart; the one that exists is the one to write in. */
async function assertNoDraft(db: Db, followUpId: string): Promise<void> {
  const draft = await db
    .selectFrom('paper')
    .select('id')
    .where('followUpId', '=', followUpId)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  if (draft) throw new Problem('alreadyDone')
}

type NewMemo = { boardId: string; matterId: string; title: string; texts: Readonly<Record<string, string>> }

/** Begins a memo within another command, which answers for the right to it. */
export function startMemo(context: Context, { boardId, matterId, title, texts }: NewMemo): Promise<string> {
  const sections = emptyParts('memo').map((part) => ({ ...part, text: texts[part.key] ?? '' }))
  const origin = { id: matterId, boardId, matterId }
  return insertPaper(context, { origin, matterId, title, sections, kind: 'memo' })
}

type NewPaper = {
  origin: Origin
  matterId: string
  title: string
  sections: Section[]
  kind: PaperKind
  /** What the figures are of, for the kinds that are not about one follow-up. */
  source?: unknown
  period?: string
  replacesId?: string
}

/** Within a command, which answers for the right to it. */
export async function insertPaper({ db, actor, now }: Context, paper: NewPaper): Promise<string> {
  const id = uuidv7(now.getTime())
  const { followUp, boardId } = paper.origin
  await db
    .insertInto('paper')
    .values({
      municipalityId: actor.municipalityId,
      id,
      boardId,
      matterId: paper.matterId,
      followUpId: followUp?.id ?? null,
      unitId: followUp?.unitId ?? null,
      providerId: followUp?.providerId ?? null,
      kind: paper.kind,
      source: paper.source ? JSON.stringify(paper.source) : null,
      period: paper.period ?? '',
      replacesId: paper.replacesId ?? null,
      title: paper.title,
      state: 'draft',
      sections: JSON.stringify(paper.sections),
      authorName: actor.name,
      createdBy: actor.accountId,
      createdAt: now,
    })
    .execute()
  return id
}

/** Only texts are taken: which parts a paper has, and in what order, is not for the sender to say. */
function merged(sections: readonly Section[], typed: readonly { key: string; text: string }[]): Section[] {
  const texts = new Map(typed.map(({ key, text }) => [key, text.replaceAll('\r\n', '\n')]))
  return sections.map((section) => ({ ...section, text: texts.get(section.key) ?? section.text }))
}
