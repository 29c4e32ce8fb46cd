import { uuidv7 } from '#kernel/ids.ts'
import { asOwner, logLoad } from './owner.ts'
import { readContent } from './read-file.ts'
import { registersFile } from './shapes-base.ts'

/**
 * The registers that come with the product, in every municipality that lacks them: one made before they were, or before
 * another was added to the file. What is there stays as it is, switched off or rewritten by the municipality.
 * @returns how many were added
 */
export async function addMissingRegisters(adminUrl: string): Promise<number> {
  const { registers } = await readContent('registers.yaml', registersFile)
  return asOwner(adminUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from municipality order by id')
    let added = 0
    for (const { id } of rows) {
      const found = await client.query<{ key: string }>(
        'select key from register_kind where municipality_id = $1',
        [id],
      )
      const there = new Set(found.rows.map(({ key }) => key))
      const missing = registers.flatMap(({ key, ...kind }, at) =>
        there.has(key) ? [] : [{ municipalityId: id, key, position: at + 1, ...kind }],
      )
      for (const kind of missing) await insert(client, kind)
      if (missing.length > 0) await logLoad(client, id, 'registers')
      added += missing.length
    }
    return added
  })
}

type Client = Parameters<Parameters<typeof asOwner>[1]>[0]
type Missing = {
  municipalityId: string
  key: string
  position: number
  definition: unknown
  forBoard: boolean
  forOperators: boolean
}

async function insert(client: Client, kind: Missing): Promise<void> {
  await client.query(
    `insert into register_kind (municipality_id, id, key, position, definition, for_board, for_operators)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict (municipality_id, key) do nothing`,
    [
      ...[kind.municipalityId, uuidv7(), kind.key, kind.position, JSON.stringify(kind.definition)],
      ...[kind.forBoard, kind.forOperators],
    ],
  )
}
