import type { World } from './world.ts'

/** Many units of the municipality's own, with codes of letters, so that none looks like anybody's number. */
export async function insertUnits(world: World, count: number): Promise<void> {
  await world.admin.query(
    `insert into unit (municipality_id, id, code, board_id)
     select $1, gen_random_uuid(), 'X' || translate(n::text, '0123456789', 'abcdefghij'), $2
     from generate_series(1, $3::int) n`,
    [world.municipalityId, world.boards.care, count],
  )
  await world.admin.query(
    `insert into unit_state (municipality_id, id, unit_id, board_id, provider_id, name, service_area_id,
       operating_form, laws, district, places, status, valid_from, recorded_at)
     select u.municipality_id, gen_random_uuid(), u.id, u.board_id, $1, 'Enhet ' || u.code, $2,
       'inHouse', '{LSS}', 'Norra', 6, 'active', '2022-01-01', now() from unit u where u.code like 'X%'`,
    [world.providers.own, world.areas.groupHome],
  )
  await world.admin.query('analyze')
}
