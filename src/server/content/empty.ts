import { randomBytes } from 'node:crypto'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { tokenHash } from '#platform/session/session.ts'
import { addBase, addCatalogue } from './base-rows.ts'
import { makeBatch, type Batch } from './batch.ts'
import { asOwner, insertMunicipality, logLoad } from './owner.ts'
import { readBase } from './read-base.ts'

export type EmptyOptions = {
  name: string
  /** "Omsorgsnämnden (OMS), Äldrenämnden (ÄN)" */
  boards: string
  adminEmail: string
  now: Date
}

const invitationDays = 7
/** Units and results of earlier years may be brought in, so what everything hangs on begins well before them. */
const validFrom = '2015-01-01'

/**
 * A municipality of the operator's own, only where there is none: boards, frameworks, law and the catalogue as a
 * published version 1. The first administrator gets an invitation; its token is given once and kept as a hash.
 */
export async function makeEmpty(
  adminUrl: string,
  options: EmptyOptions,
): Promise<{ token: string } | undefined> {
  const boards = parseBoards(options.boards)
  const base = await readBase()
  return asOwner(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from municipality limit 1')
    if (rowCount) return undefined
    const batch = makeBatch(`municipality/${uuidv7(options.now.getTime())}`)
    const token = randomBytes(32).toString('base64url')
    const { name, now } = options
    await insertMunicipality(client, { id: batch.municipalityId, name, isDemo: false })
    addBase(batch, base, validFrom)
    for (const board of boards)
      batch.add('board', { ...board, id: batch.id('board', board.abbreviation), validFrom })
    const version = {
      number: 1,
      name: 'Kravkatalog',
      validFrom: todayIn(now),
      validTo: null,
      publishedAt: now,
    }
    addCatalogue(batch, { ...version, decision: '' }, base.requirements)
    addFirstAdmin(batch, options, token)
    await batch.write(client)
    await logLoad(client, batch.municipalityId, 'empty')
    return { token }
  })
}

function addFirstAdmin(batch: Batch, { adminEmail, now }: EmptyOptions, token: string): void {
  const id = batch.id('account', 'admin')
  const name = 'Systemförvaltare'
  const email = adminEmail.toLowerCase()
  batch.add('account', {
    id,
    name,
    email,
    state: 'invited',
    side: 'office',
    profession: name,
    createdAt: now,
  })
  const today = todayIn(now)
  batch.add('roleAssignment', {
    id: batch.id('roleAssignment', 'admin'),
    accountId: id,
    role: 'admin',
    validFrom: today,
  })
  batch.add('accountLink', {
    id: batch.id('accountLink', 'admin'),
    accountId: id,
    kind: 'invitation',
    tokenHash: tokenHash(token),
    createdBy: id,
    createdAt: now,
    expiresAt: new Date(`${addDays(today, invitationDays)}T23:59:59Z`),
  })
}

function parseBoards(text: string): { name: string; abbreviation: string }[] {
  return text.split(',').map((one) => {
    const [, name, abbreviation] = /^\s*(.+?)\s*\(([\p{L}\d]{1,10})\)\s*$/u.exec(one) ?? []
    if (!name || !abbreviation)
      throw new Error(`En nämnd skrivs som Omsorgsnämnden (OMS), inte ${one.trim()}.`)
    return { name, abbreviation }
  })
}
