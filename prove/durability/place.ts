import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from '#kernel/ids.ts'
import { prepareDatabase, withAdmin } from '#platform/db/embedded-database.ts'
import { readSecrets } from '#platform/db/embedded-files.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { openSession } from '#platform/session/session.ts'
import { makeEmpty } from '#server/content/empty.ts'

/** Where the proof is made: a data folder of its own, with a municipality, its board and three who work there. */
export type Place = {
  readonly folder: string
  readonly dataDir: string
  readonly municipalityId: string
  readonly boardId: string
  readonly cookies: Readonly<Record<PersonName, string>>
  /** Asked each time: a database that was killed may come back on another port. */
  adminUrl(): Promise<string>
  remove(): Promise<void>
}

const roles = { registrar: 'registrar', strategist: 'strategist', admin: 'admin' } as const
export type PersonName = keyof typeof roles

/** `inside`: a folder that is there already, such as a small file system. The database is left running, as after a killed parent. */
export async function makePlace(inside?: string): Promise<Place> {
  const folder = inside ?? (await mkdtemp(path.join(tmpdir(), 'uppsikt-durability-')))
  await chmod(folder, 0o711)
  const dataDir = path.join(folder, 'data')
  await mkdir(dataDir)
  const server = await startEmbedded({ dataDir })
  const { adminUrl, appUrl } = await prepareDatabase(server, 'uppsikt')
  await migrate(adminUrl)
  const now = new Date()
  await makeEmpty(adminUrl, {
    name: 'Provkommun',
    boards: 'Provnämnden (PN)',
    adminEmail: 'forsta@exempel.se',
    now,
  })
  return {
    folder,
    dataDir,
    ...(await peopled(adminUrl, appUrl, now)),
    async adminUrl() {
      const secrets = await readSecrets(dataDir)
      const url = new URL(adminUrl)
      url.port = String(secrets?.port ?? url.port)
      return url.href
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

type Peopled = Pick<Place, 'municipalityId' | 'boardId' | 'cookies'>

async function peopled(adminUrl: string, appUrl: string, now: Date): Promise<Peopled> {
  const [board] = await rowsOf<{ municipality: string; id: string }>(
    adminUrl,
    'select municipality_id as municipality, id from board',
  )
  if (!board) throw new Error('The municipality was made without a board')
  const ids = Object.fromEntries(Object.keys(roles).map((name) => [name, uuidv7()]))
  for (const [name, role] of Object.entries(roles))
    await withAdmin(adminUrl, async (admin) => {
      const boardId = role === 'admin' ? null : board.id
      await admin.query(
        `insert into account (municipality_id, id, name, email, state, side)
          values ($1, $2, $3, $4, 'active', 'office')`,
        [board.municipality, ids[name], name, `${name}@exempel.se`],
      )
      await admin.query(
        `insert into role_assignment (municipality_id, id, account_id, role, board_id, valid_from)
          values ($1, $2, $3, $4, $5, '2020-01-01')`,
        [board.municipality, uuidv7(), ids[name], role, boardId],
      )
    })
  const db = openDatabase(appUrl, 1)
  const cookieOf = async (name: PersonName) => {
    const account = { municipalityId: board.municipality, id: ids[name] ?? '' }
    const { token } = await openSession(db, account, { agent: 'prov', now })
    return `uppsikt=${token}`
  }
  const cookies = {
    registrar: await cookieOf('registrar'),
    strategist: await cookieOf('strategist'),
    admin: await cookieOf('admin'),
  }
  await db.destroy()
  return { municipalityId: board.municipality, boardId: board.id, cookies }
}

/** What the proof itself asks the database, past the walls. The shape of the rows is the query's own. */
export function rowsOf<Row extends object>(
  adminUrl: string,
  query: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return withAdmin(adminUrl, async (admin) => (await admin.query<Row>(query, [...values])).rows)
}
