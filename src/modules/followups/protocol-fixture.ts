import { isProblem, type ProblemCode } from '#kernel/problem.ts'
import type { World } from '#test/world.ts'

/** A follow-up with two rows, for the tests of the protocol. */
export async function makeFollowUp(world: World, state: string) {
  const { insert, boards, units, providers, catalogue, people } = world
  const place = { board_id: boards.care, unit_id: units.birch, provider_id: providers.private }
  const { followUp } = await insert('follow_up', {
    followUp: {
      ...place,
      catalogue_version_id: catalogue.versionId,
      title: 'Björkgården 2026',
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: ['visit'],
      announced: true,
      due_on: '2026-12-01',
      state,
      requirements_per: '2026-11-01',
      shared_at: '2026-11-02T08:00:00Z',
      created_by: people.strategist.accountId,
      created_at: '2026-10-01T08:00:00Z',
    },
  })
  const row = (requirement: string, key: string, position: number) => ({
    follow_up_id: followUp,
    board_id: boards.care,
    unit_id: units.birch,
    requirement_id: requirement,
    requirement_key: key,
    position,
    origin: 'agreement',
  })
  const rows = await insert('protocol_row', {
    one: row(catalogue.requirements.first, 'bas-ett', 1),
    two: row(catalogue.requirements.second, 'bas-tva', 2),
  })
  return { followUpId: followUp, rowId: rows.one, otherRowId: rows.two }
}

export async function refusal(attempt: Promise<unknown>): Promise<{ code: ProblemCode; current: unknown }> {
  const problem: unknown = await attempt.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!isProblem(problem)) throw new Error(`expected a refusal, got ${String(problem)}`)
  return { code: problem.code, current: problem.current }
}
