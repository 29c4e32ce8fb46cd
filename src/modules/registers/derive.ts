import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { findUnit } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import { parseInput } from '#platform/parse.ts'
import { z } from 'zod'
import type { Kind } from './queries.ts'
import { namesIn, wrongReferences } from './references.ts'
import { fieldOf, gapsOf, reviewOn, type Facts, type ReferenceType } from './rules.ts'
import { factsShape } from './shape.ts'
import { titleOf } from './words.ts'

/** What is asked to be written: facts as they came, the state, the papers there are. */
export type Wanted = {
  readonly boardId: string
  readonly values: unknown
  readonly state: string
  readonly documents: readonly string[]
}

/**
 * Checks facts against their kind and makes the columns that follow from them.
 * @throws Problem invalidInput, with each fault at `values.<field>`
 */
export async function deriveEntry(context: Context, kind: Kind, wanted: Wanted) {
  const { db, now } = context
  const { definition } = kind
  const day = todayIn(now)
  const facts = checkedFacts(kind, wanted.values)
  const wrong = await wrongReferences(db, definition.fields, { day, facts, boardId: wanted.boardId })
  if (wrong.length > 0)
    throw new Problem('invalidInput', {
      fields: wrong.map((key) => ({ path: `values.${key}`, code: 'chooseOne' })),
    })
  const names = await namesIn(db, definition.fields, { day, rows: [facts] })
  const unitId = named(kind, facts, 'unit')
  const unit = unitId ? await findUnit(db, unitId, day) : undefined
  const providerId = named(kind, facts, 'provider') ?? unit?.providerId ?? null
  const isShared = kind.forOperators && unitId !== null && providerId !== null
  return {
    facts,
    columns: {
      title: titleOf(definition, facts, names),
      state: wanted.state,
      facts: JSON.stringify(facts),
      ...{ unitId, providerId, agreementId: named(kind, facts, 'agreement') },
      reviewOn: reviewOn(definition, facts, wanted.state),
      gaps: gapsOf(definition, facts, wanted),
      sharedAt: isShared ? now : null,
    },
  }
}

function checkedFacts(kind: Kind, values: unknown): Facts {
  const checked = parseInput(z.object({ values: factsShape(kind.definition) }), { values })
  // The shape of every field gives a Value; a record of shapes made at run time cannot say so.
  return checked.values as Facts
}

function named(kind: Kind, facts: Facts, type: ReferenceType): string | null {
  const value = facts[fieldOf(kind.definition, type)?.key ?? '']
  return typeof value === 'string' ? value : null
}
