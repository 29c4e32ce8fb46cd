import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { AddEntry, ChangeEntry, MoveEntry, RemoveEntry, RestoreEntry } from './contract.ts'
import { deriveEntry } from './derive.ts'
import { findKind, lockEntry, type Entry, type Kind } from './queries.ts'
import { listFiles } from './queries-parts.ts'
import { changesBetween, nextStates, type ChangeKind, type Facts, type FactChange } from './rules.ts'

export const addEntry = command({
  verb: 'register.write',
  input: AddEntry,
  async target({ db }, { kindId, boardId }) {
    const kind = await findKind(db, { id: kindId })
    return kind?.isOn ? { boardId, kind } : undefined
  },
  async run(context, { kind }, { id, boardId, state, values }) {
    const { actor, now } = context
    const first = firstState(kind, state)
    const { facts, columns } = await deriveEntry(context, kind, {
      boardId,
      values,
      state: first,
      documents: [],
    })
    const place = { municipalityId: actor.municipalityId, id, boardId }
    await context.db
      .insertInto('registerEntry')
      .values({
        ...{
          ...place,
          ...columns,
          kindId: kind.id,
          createdBy: actor.accountId,
          createdAt: now,
          changedAt: now,
        },
      })
      .execute()
    const changes = changesBetween(kind.definition.fields, {}, facts)
    await recordChange(context, { id, boardId }, { kind: 'created', changes, note: '' })
    return { id, kind: kind.key, revision: 1 }
  },
  detail: (_input, _result, { kind }) => ({ register: kind.key }),
})

export const changeEntry = command({
  verb: 'register.write',
  input: ChangeEntry,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  async run(context, entry, { revision, values, note }) {
    const kind = await kindOf(context, entry)
    refuseStale(entry, revision)
    return save(context, { entry, kind }, { kind: 'changed', values, state: entry.state, note })
  },
})

export const moveEntry = command({
  verb: 'register.write',
  input: MoveEntry,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  async run(context, entry, { revision, to, note }) {
    const kind = await kindOf(context, entry)
    refuseStale(entry, revision)
    if (!nextStates(kind.definition, entry.state).some(({ key }) => key === to))
      throw new Problem('wrongState', { detail: `${entry.state} to ${to}` })
    return save(context, { entry, kind }, { kind: 'moved', values: entry.facts, state: to, note })
  },
  detail: ({ to }) => ({ to }),
})

/** What was written by mistake is taken out of lists, counts and duties; it can be read and put back. */
export const removeEntry = command({
  verb: 'register.write',
  input: RemoveEntry,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  run: (context, entry, { revision, reason }) => setRemoved(context, entry, { revision, reason }),
})

export const restoreEntry = command({
  verb: 'register.write',
  input: RestoreEntry,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  run: (context, entry, { revision }) => setRemoved(context, entry, { revision, reason: '' }),
})

async function setRemoved(context: Context, entry: Entry, given: { revision: number; reason: string }) {
  const isRemoving = given.reason !== ''
  if (isRemoving === (entry.removedAt !== null)) throw new Problem('wrongState')
  refuseStale(entry, given.revision)
  if (entry.gone) throw new Problem('disposed')
  await context.db
    .updateTable('registerEntry')
    .set({
      removedAt: isRemoving ? context.now : null,
      removedReason: given.reason,
      changedAt: context.now,
      revision: entry.revision + 1,
    })
    .where('id', '=', entry.id)
    .execute()
  const kind = isRemoving ? 'removed' : 'restored'
  await recordChange(context, entry, { kind, changes: [], note: given.reason })
  return { id: entry.id, revision: entry.revision + 1 }
}

type Saved = { kind: ChangeKind; values: unknown; state: string; note: string }

/** Writes facts and state with all that follows from them, and what they were before. Nothing changed: nothing written. */
export async function save(
  context: Context,
  at: { entry: Entry; kind: Kind },
  { kind: act, ...wanted }: Saved,
) {
  const { entry, kind } = at
  const documents = (await listFiles(context.db, entry.id)).map((file) => file.document)
  const place = { boardId: entry.boardId, documents }
  const { facts, columns } = await deriveEntry(context, kind, { ...wanted, ...place })
  const changes = [
    ...changesBetween(kind.definition.fields, entry.facts, facts),
    ...ownChanges(entry, columns),
  ]
  if (changes.length === 0 && act === 'changed') return { id: entry.id, revision: entry.revision }
  const revision = entry.revision + 1
  await context.db
    .updateTable('registerEntry')
    .set({ ...columns, changedAt: context.now, revision })
    .where('id', '=', entry.id)
    .execute()
  await recordChange(context, entry, { kind: act, changes, note: wanted.note })
  return { id: entry.id, revision }
}

type Columns = { state: string; reviewOn: string | null }

function ownChanges(was: Columns, became: Columns): FactChange[] {
  return [
    ...(was.state === became.state ? [] : [{ field: '*state', was: was.state, became: became.state }]),
    ...(was.reviewOn === became.reviewOn
      ? []
      : [{ field: '*review', was: was.reviewOn, became: became.reviewOn }]),
  ]
}

type Change = { kind: ChangeKind; changes: readonly FactChange[]; note: string }

export async function recordChange(
  context: Context,
  entry: { id: string; boardId: string },
  { kind, changes, note }: Change,
): Promise<void> {
  const { db, actor, now } = context
  const place = { municipalityId: actor.municipalityId, id: uuidv7(now.getTime()), boardId: entry.boardId }
  await db
    .insertInto('registerChange')
    .values({
      ...place,
      ...{ entryId: entry.id, kind, note, byId: actor.accountId, at: now },
      changes: JSON.stringify(changes),
    })
    .execute()
}

/** An entry that was removed, or whose register is switched off, is only read. */
export async function kindOf(context: Context, entry: Entry): Promise<Kind> {
  const kind = await findKind(context.db, { id: entry.kindId })
  if (!kind?.isOn || entry.removedAt) throw new Problem('wrongState')
  return kind
}

function firstState({ definition }: Kind, state: string): string {
  const known = definition.states.map(({ key }) => key)
  if (state === '') return known[0] ?? ''
  if (!known.includes(state)) throw fieldProblem('state', 'chooseOne')
  return state
}

function refuseStale(entry: Entry, revision: number): void {
  if (entry.revision === revision) return
  const { facts, state } = entry
  const current: { revision: number; facts: Facts; state: string } = {
    revision: entry.revision,
    facts,
    state,
  }
  throw new Problem('stale', { current })
}
