import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { AddKind, SwitchKind } from './contract.ts'
import { findKind } from './queries.ts'

/** A register the municipality does not use is switched off: its entries stay, and come back when it is switched on. */
export const switchKind = command({
  verb: 'framework.change',
  input: SwitchKind,
  target: ({ db }, { kindId }) => findKind(db, { id: kindId }),
  async run({ db, actor, now }, kind, { revision, isOn }) {
    if (kind.revision !== revision) throw new Problem('stale', { current: { isOn: kind.isOn } })
    await db
      .updateTable('registerKind')
      .set({ isOn, changedBy: actor.accountId, changedAt: now, revision: revision + 1 })
      .where('id', '=', kind.id)
      .where('revision', '=', revision)
      .execute()
    return { id: kind.id, key: kind.key, revision: revision + 1 }
  },
  detail: ({ isOn }, _result, { key }) => ({ register: key, isOn }),
})

/** A register of the municipality's own, described in the same way as those that come with the product. */
export const addKind = command({
  verb: 'framework.change',
  input: AddKind,
  target: () => Promise.resolve(null),
  async run({ db, actor, now }, _, { id, forBoard, definition }) {
    const key = keyOf(definition.name)
    if (key === '') throw fieldProblem('definition.name', 'required')
    if (await findKind(db, { key })) throw fieldProblem('definition.name', 'taken')
    const place = { municipalityId: actor.municipalityId, id, key, isOwn: true, forBoard }
    await db
      .insertInto('registerKind')
      .values({
        ...{ ...place, definition: JSON.stringify(definition), changedBy: actor.accountId, changedAt: now },
        position: sql<number>`(select coalesce(max(position), 0) + 1 from register_kind)`,
      })
      .execute()
    return { id, key, revision: 1 }
  },
  detail: (_input, { key }) => ({ register: key }),
})

/** "Ärenden från brukarråd" → "arenden-fran-brukarrad": the register's address. */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '')
}
