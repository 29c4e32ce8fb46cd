import type { Context } from '#platform/command.ts'
import type { TouchedAgreement } from './plan-agreements.ts'
import { doneAt, inParts, statesOf, supersede, type Written } from './written.ts'

export async function writeAgreements(
  context: Context,
  touched: readonly TouchedAgreement[],
  boardId: string,
): Promise<Written[]> {
  await writeIdentities(context, touched, boardId)
  const gone = touched.flatMap(({ agreement }) => agreement.superseded)
  await supersede(context.db, 'agreement_state', gone, context.now)
  await writeStates(context, touched, boardId)
  await writeCoverage(context, touched, boardId)
  return touched.map((one) =>
    doneAt(one.row, {
      kind: 'agreements',
      id: one.agreement.id,
      ...statesOf(one.agreement),
      covered: coverageOf(one),
    }),
  )
}

async function writeIdentities(
  { db, actor }: Context,
  touched: readonly TouchedAgreement[],
  boardId: string,
): Promise<void> {
  const { municipalityId } = actor
  const fresh = touched.flatMap(({ agreement: { id, providerId, kind, caseNumber, isNew } }) =>
    // The kind was read with the words of the table's own list.
    isNew ? [{ municipalityId, id, boardId, providerId, kind: kind as 'lou', caseNumber }] : [],
  )
  await inParts(fresh, (part) =>
    db
      .insertInto('agreement')
      .values(part)
      .onConflict((conflict) => conflict.columns(['municipalityId', 'id']).doNothing())
      .execute(),
  )
}

async function writeStates(
  { db, actor, now }: Context,
  touched: readonly TouchedAgreement[],
  boardId: string,
): Promise<void> {
  const states = touched.flatMap(({ agreement }) =>
    agreement.states
      .filter((state) => !state.isStored)
      .map(({ id, validFrom, validTo, facts, note }) => ({
        ...{ municipalityId: actor.municipalityId, id, agreementId: agreement.id, boardId },
        ...{ providerId: agreement.providerId, validFrom, validTo, changeNote: note },
        ...{ recordedAt: now, recordedBy: actor.accountId },
        ...facts,
        options: JSON.stringify(facts.options),
      })),
  )
  await inParts(states, (part) => db.insertInto('agreementState').values(part).execute())
}

function coverageOf({ coverage }: TouchedAgreement) {
  return coverage.map(({ row, before }) => {
    return { ...row, before: before?.validTo ?? null, wasThere: before !== null }
  })
}

/** A unit that was covered from that very day, and then never was, is covered again by the same row. */
async function writeCoverage(
  { db, actor }: Context,
  touched: readonly TouchedAgreement[],
  boardId: string,
): Promise<void> {
  const rows = new Map(
    touched.flatMap(({ agreement, coverage }) =>
      coverage.map(({ row }) => {
        const key = { municipalityId: actor.municipalityId, agreementId: agreement.id, boardId }
        const full = { ...key, providerId: agreement.providerId, ...row }
        return [`${agreement.id} ${row.unitId} ${row.validFrom}`, full] as const
      }),
    ),
  )
  await inParts([...rows.values()], (part) =>
    db
      .insertInto('agreementUnit')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .columns(['municipalityId', 'agreementId', 'unitId', 'validFrom'])
          .doUpdateSet((set) => ({ validTo: set.ref('excluded.validTo') })),
      )
      .execute(),
  )
}
