import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { isRole } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import { prepareDatabase } from '#platform/db/embedded-database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { startBuilt } from '#test/built.ts'
import { startTestCluster } from '#test/cluster.ts'
import { fillDemo } from '../support/demo.ts'
import { watchChanges } from '../support/watch.ts'
import { httpSender } from './ask.ts'
import type { Ground, Person, Send, Sent } from './ground.ts'

/** The built server before a database of its own with the demo municipality, and what the server has said. */
export type Stage = Ground & {
  readonly base: string
  readonly said: () => string
  /** The cookie of a new session of this person. */
  readonly enter: (person: Person) => Promise<string>
  readonly close: () => Promise<void>
}

export async function openStage(seed: number, say: (line: string) => void): Promise<Stage> {
  process.env['UPPSIKT_LOCK_KEY'] ??= randomBytes(32).toString('base64')
  const { server, remove } = await startTestCluster()
  const closing: (() => Promise<unknown>)[] = [remove]
  const close = async () => {
    for (const end of closing.reverse()) await end()
  }
  try {
    const { adminUrl, appUrl } = await prepareDatabase(server, 'hostile')
    await migrate(adminUrl)
    say('Loads the demo municipality.')
    await fillDemo(adminUrl)
    const admin = new pg.Client({ connectionString: adminUrl })
    await admin.connect()
    const db = openDatabase(appUrl, 4)
    closing.push(() => Promise.all([admin.end(), db.destroy()]))
    const people = await openPeople(admin, db)
    const built = await startBuilt({ DATABASE_URL: appUrl, API_CALLS_PER_MINUTE: '0' })
    closing.push(built.stop)
    const changes = await watchChanges(admin)
    const enter = async ({ actor }: Person) => {
      const cookie = await cookieFor(db, actor)
      await changes.since()
      return cookie
    }
    const send = withSessions(httpSender(built.base), enter)
    return { send, db, admin, changes, people, seed, base: built.base, said: built.said, enter, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Account = { role: string; municipalityId: string; id: string }

/** Two of each role, of two providers where there are two, each with a session but without the cost of a password. */
async function openPeople(admin: pg.Client, db: Db): Promise<readonly Person[]> {
  const { rows } = await admin.query<Account>(`
    select role, municipality_id as "municipalityId", account_id as id from (
      select distinct on (r.role, r.provider_id, r.board_id) r.role, r.municipality_id, r.account_id, a.email,
        row_number() over (partition by r.role order by a.email) as place
      from role_assignment r join account a on a.id = r.account_id and a.state = 'active'
      where r.valid_to is null order by r.role, r.provider_id, r.board_id, a.email) as held
    order by role, place`)
  const people: Person[] = []
  for (const { role, ...account } of rows) {
    const already = people.filter((one) => one.role === role || one.actor.accountId === account.id)
    if (!isRole(role) || already.length > 1) continue
    const { token } = await openSession(db, account, { agent: 'hostile', now: new Date() })
    const actor = await findActor(db, token, new Date())
    if (actor) people.push({ role, actor, cookie: `uppsikt=${token}` })
  }
  return people
}

async function cookieFor(db: Db, { municipalityId, accountId }: Person['actor']): Promise<string> {
  const account = { municipalityId, id: accountId }
  const { token } = await openSession(db, account, { agent: 'hostile', now: new Date() })
  return `uppsikt=${token}`
}

/**
 * Whoever was signed out by what they did (they ended their own sessions, say) signs in again and asks once more. The
 * pages of signing in lead there themselves.
 */
function withSessions(send: Send, enter: (person: Person) => Promise<string>): Send {
  const cookies = new Map<string, string>()
  return async (person, sent) => {
    if (!person || ownWayIn(sent)) return send(person, sent)
    const id = person.actor.accountId
    const first = await send({ ...person, cookie: cookies.get(id) ?? person.cookie }, sent)
    if (first.status !== 401 && !first.headers['location']?.startsWith('/logga-in')) return first
    const cookie = await enter(person)
    cookies.set(id, cookie)
    return send({ ...person, cookie }, sent)
  }
}

function ownWayIn({ path, headers = {} }: Sent): boolean {
  return 'cookie' in headers || 'authorization' in headers || /^\/(logga-in|logga-ut|lank)/.test(path)
}

type Wanted = { readonly role: Role; readonly where?: string; readonly values?: readonly unknown[] }

/** Somebody else than those who try everything, with a session of their own. */
export async function signedIn(
  { admin, db }: Ground,
  { role, where = 'true', values = [] }: Wanted,
): Promise<Person> {
  const { rows } = await admin.query<{ municipalityId: string; id: string }>(
    `select r.municipality_id as "municipalityId", r.account_id as id from role_assignment r
      join account a on a.id = r.account_id and a.state = 'active'
      where r.role = $1 and r.valid_to is null and ${where} order by a.email limit 1`,
    [role, ...values],
  )
  const [account] = rows
  const opened = account && (await openSession(db, account, { agent: 'hostile', now: new Date() }))
  const actor = opened && (await findActor(db, opened.token, new Date()))
  if (!actor) throw new Error(`The demo has no ${role} where ${where}`)
  return { role, actor, cookie: `uppsikt=${opened.token}` }
}
