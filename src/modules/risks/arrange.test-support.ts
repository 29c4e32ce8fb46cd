import type { World } from '#test/world.ts'

/** Everybody who must learn nothing: the operators, the board, the other board, the administrator, the twin. */
export function strangersOf({ people, twin }: World) {
  const { manager, rival, unitManager, member, elderlyReviewer, admin } = people
  return [
    manager,
    rival,
    unitManager,
    member,
    elderlyReviewer,
    admin,
    twin.people.strategist,
    twin.people.manager,
  ]
}

/** Every row that a refusal must leave as it was. */
export async function countRiskRows({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select (select count(*) from risk_judgement) + (select count(*) from risk_rule)
      + (select count(*) from risk_rule_change) as count`,
  )
  return Number(rows[0]?.count)
}
