import type { World } from '#test/world.ts'

/** Every row that a refusal must leave as it was. */
export async function countRiskRows({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select (select count(*) from risk_judgement) + (select count(*) from risk_rule)
      + (select count(*) from risk_rule_change) as count`,
  )
  return Number(rows[0]?.count)
}
