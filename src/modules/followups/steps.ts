import { z } from 'zod'
import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { named, sentence } from '#platform/shapes.ts'
import { followUpKinds, type FollowUpKind } from './rules.ts'

export const DescribeSteps = z
  .object({
    kind: z.enum(followUpKinds, 'chooseOne'),
    steps: z
      .array(z.object({ position: z.number().int().min(1), name: named(60), role: sentence(60) }).strict())
      .min(1)
      .max(20),
  })
  .strict()

/** The municipality's own description of the course for one kind of follow-up, in its order. */
export function listSteps(db: Db, kind: FollowUpKind) {
  return db
    .selectFrom('followUpStep')
    .select(['position', 'state', 'name', 'role'])
    .where('kind', '=', kind)
    .orderBy('position')
    .execute()
}

export function listAllSteps(db: Db) {
  return db
    .selectFrom('followUpStep')
    .select(['kind', 'position', 'state', 'name', 'role'])
    .orderBy('kind')
    .orderBy('position')
    .execute()
}

/** What the steps of a kind are called and who does them. Which states there are is not for the describer to say. */
export const describeSteps = command({
  verb: 'step.describe',
  input: DescribeSteps,
  target: () => Promise.resolve(null),
  async run({ db }, _target, { kind, steps }) {
    const known = new Set((await listSteps(db, kind)).map(({ position }) => position))
    if (steps.some(({ position }) => !known.has(position))) throw new Problem('notFound')
    for (const { position, name, role } of steps)
      await db
        .updateTable('followUpStep')
        .set({ name, role })
        .where('kind', '=', kind)
        .where('position', '=', position)
        .execute()
    return { kind }
  },
  detail: ({ kind }) => ({ kind }),
})
