import { may, scopeOf } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { addRecord, listItemsOfPaper } from '#modules/meetings/public.ts'
import { command, type Command, type Context, type Request } from '#platform/command.ts'
import { withScope } from '#platform/db/transaction.ts'
import { parseInput } from '#platform/parse.ts'
import { FreezePaper } from './contract.ts'
import { renderDocuments, type Documents } from './documents.ts'
import { findPaper, lockPaper } from './queries.ts'
import { letterheadOf } from './queries-templates.ts'
import { canMove, emptySections, moved, tooLongSections, type PaperSnapshot } from './rules.ts'
import { reportSnapshot } from './snapshot.ts'
import { unansweredOf } from './lacks.ts'
import { assertOwner } from './writers.ts'

type Input = z.input<typeof FreezePaper>
type Result = { id: string; revision: number; recordId: string; number: number; sha256: string }
type Prepared = { snapshot: PaperSnapshot; documents: Documents }

/**
 * Freezing (fastställa): snapshot and every rendered form are stored for ever, and the paper becomes a record.
 * What it says is gathered once, in one reading, and rendered before the transaction that stores it: the paper tells how
 * things stood at that moment. Where its own texts have been changed in between, nothing is stored and the author reads
 * again.
 */
export const freezePaper = freezing('paper.freeze')

/** The board's secretary at the notice of meeting: only what stands on the agenda of a meeting that is planned. */
export const freezeAtNotice = freezing('agenda.freezePaper')

type FreezingVerb = 'paper.freeze' | 'agenda.freezePaper'

function freezing(verb: FreezingVerb): Command<Input, Result> {
  const freeze = async (request: Request, raw: Input): Promise<Result> => {
    const prepared = await prepare(request, verb, parseInput(FreezePaper, raw))
    return storing(prepared, verb)(request, raw)
  }
  return Object.assign(freeze, { verb, input: FreezePaper })
}

/** Undefined for whoever will be refused anyway: nothing is rendered for them. */
async function prepare(
  request: Request,
  verb: FreezingVerb,
  input: z.output<typeof FreezePaper>,
): Promise<Prepared | undefined> {
  const gathered = await withScope(request.db, scopeOf(request.actor), async (db) => {
    const paper = await findPaper(db, input.paperId)
    if (!paper || !may(request.actor, verb, { boardId: paper.boardId })) return undefined
    if (!canMove(paper.state, 'freeze') || paper.revision !== input.revision) return undefined
    if (faultsOf(paper).length > 0) return undefined
    const snapshot = await reportSnapshot(db, paper.id, todayIn(request.now))
    return snapshot && { snapshot, letterhead: await letterheadOf(db, snapshot.template?.id) }
  })
  if (!gathered) return undefined
  const { snapshot, letterhead } = gathered
  return { snapshot, documents: await renderDocuments(snapshot, letterhead) }
}

function storing(prepared: Prepared | undefined, verb: FreezingVerb): Command<Input, Result> {
  return command({
    verb,
    input: FreezePaper,
    target: ({ db }, input) => lockPaper(db, input.paperId),
    async run(context, paper, input) {
      if (verb === 'agenda.freezePaper') await assertOnAgenda(context, paper.id)
      assertOwner(context.actor, paper, verb === 'agenda.freezePaper')
      return store(context, { paper, input, prepared })
    },
    detail: (_, result) => ({ number: result.number, sha256: result.sha256 }),
  })
}

async function assertOnAgenda({ db }: Context, paperId: string): Promise<void> {
  const items = await listItemsOfPaper(db, paperId)
  if (!items.some((item) => item.itemState === 'onAgenda' && item.state === 'planned'))
    throw new Problem('notAllowed', { detail: 'the paper stands on no planned agenda' })
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockPaper>>>
type Storing = { paper: Locked; input: z.output<typeof FreezePaper>; prepared: Prepared | undefined }

async function store(context: Context, { paper, input, prepared }: Storing): Promise<Result> {
  const frozen = moved(paper, 'freeze')
  if (paper.revision !== input.revision) throw stale(paper)
  assertWritten(paper)
  if (!prepared) throw stale(paper)
  await save(context, frozen.id, prepared)
  const record = await register(context, paper)
  return {
    id: paper.id,
    revision: paper.revision + 1,
    recordId: record.id,
    number: record.number,
    sha256: prepared.documents.sha256.toString('hex'),
  }
}

function stale({ revision, title, sections }: Locked): Problem {
  return new Problem('stale', { current: { revision, title, sections } })
}

type Written = Pick<Locked, 'kind' | 'sections' | 'period' | 'source'>

function faultsOf(paper: Written) {
  const { kind, sections } = paper
  return [
    ...emptySections(kind, sections).map((key) => ({ path: `sections.${key}`, code: 'required' })),
    ...tooLongSections(kind, sections).map((key) => ({ path: `sections.${key}`, code: 'tooLong' })),
    ...unansweredOf(paper).map((key) => ({ path: `sources.${key}`, code: 'chooseOne' })),
  ]
}

function assertWritten(paper: Locked): void {
  const fields = faultsOf(paper)
  if (fields.length > 0) throw new Problem('invalidInput', { fields })
}

async function save({ db, actor, now }: Context, paperId: string, prepared: Prepared): Promise<void> {
  const { snapshot, documents } = prepared
  await db
    .updateTable('paper')
    .set((set) => ({
      ...documents,
      state: 'frozen',
      snapshot: JSON.stringify(snapshot),
      templateId: snapshot.template?.id ?? null,
      frozenBy: actor.accountId,
      frozenAt: now,
      revision: set('revision', '+', 1),
    }))
    .where('id', '=', paperId)
    .execute()
}

async function register(context: Context, paper: Locked) {
  if (!paper.matterId) throw new Problem('wrongState', { detail: 'the paper has no matter' })
  return addRecord(context, {
    matterId: paper.matterId,
    boardId: paper.boardId,
    title: paper.title,
    direction: 'internal',
    kind: 'paper',
    paperId: paper.id,
  })
}
