import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { linkHours } from '#modules/accounts/public.ts'
import { command } from '#platform/command.ts'
import { InviteImported } from './contract.ts'
import { lockImport } from './lock.ts'
import { listInvited } from './queries.ts'
import { inParts } from './written.ts'

/** New links for those who have not signed in yet; earlier ones stop working. */
export const inviteImported = command({
  verb: 'import.people',
  input: InviteImported,
  target: ({ db }, { importId }) => lockImport(db, importId),
  async run({ db, actor, now }, held, { links }) {
    if (held.state !== 'done') throw new Problem('wrongState')
    const waiting = new Set((await listInvited(db, held.id)).map(({ id }) => id))
    if (links.some(({ accountId }) => !waiting.has(accountId))) throw new Problem('notFound')
    const ids = links.map(({ accountId }) => accountId)
    await sql`update account_link set used_at = ${now} where account_id = any(${ids}::uuid[]) and used_at is null`.execute(
      db,
    )
    const expiresAt = new Date(now.getTime() + linkHours.invitation * 3_600_000)
    const rows = links.map(({ accountId, tokenHash }) => ({
      ...{ municipalityId: actor.municipalityId, id: uuidv7(), accountId, kind: 'invitation' as const },
      ...{ tokenHash: Buffer.from(tokenHash, 'hex'), createdBy: actor.accountId, createdAt: now, expiresAt },
    }))
    await inParts(rows, (part) => db.insertInto('accountLink').values(part).execute())
    return { id: held.id, links: links.length }
  },
  detail: (_input, { links }) => ({ links }),
})
