import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import { kindOf, save } from './commands.ts'
import { lockEntry } from './queries.ts'

/** Wherever the entry names the one who leaves, it names the other from now on; the old name stays in its history. */
export async function handOverEntry(
  context: Context,
  entryId: string,
  given: { readonly from: string; readonly to: string; readonly reason: string },
): Promise<void> {
  const entry = await lockEntry(context.db, entryId)
  if (!entry) throw new Problem('stale', { current: { id: entryId } })
  const kind = await kindOf(context, entry)
  const named = kind.definition.fields.filter(
    (field) => field.type === 'person' && entry.facts[field.key] === given.from,
  )
  if (named.length === 0) throw new Problem('stale', { current: { id: entryId } })
  const values = { ...entry.facts, ...Object.fromEntries(named.map((field) => [field.key, given.to])) }
  try {
    await save(context, { entry, kind }, { kind: 'changed', values, state: entry.state, note: given.reason })
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'invalidInput') throw fieldProblem('to', 'cannotTakeOver')
    throw cause
  }
}
