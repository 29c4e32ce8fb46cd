import { operatorRoles, powerRoles } from '#access/roles.ts'
import type { Batch } from './batch.ts'
import type { DemoContent } from './read-demo.ts'
import type { Person } from './shapes-demo.ts'

const operators: readonly string[] = operatorRoles
const powers: readonly string[] = powerRoles

/** The demo accounts, all with the same password, and their roles: one row a role and board. */
export function addPeople(batch: Batch, demo: DemoContent, passwordHash: string): void {
  for (const person of demo.people) {
    const { key, name, email, side, title, provider, closedOn } = person
    batch.add('account', {
      id: batch.id('account', key),
      name,
      email: email.toLowerCase(),
      passwordHash,
      state: closedOn ? 'closed' : 'active',
      closedAt: closedOn ? new Date(`${closedOn}T16:00:00+01:00`) : null,
      side,
      profession: title,
      providerId: provider ? batch.id('provider', provider) : null,
      createdAt: new Date(`${person.roles[0]?.from ?? demo.asOf}T08:00:00+01:00`),
    })
    addRoles(batch, person)
  }
}

function addRoles(batch: Batch, { key, provider, roles }: Person): void {
  for (const { role, boards, unit, from, to } of roles)
    for (const board of scopesOf(role, boards, key))
      batch.add('roleAssignment', {
        id: batch.id('roleAssignment', `${key}/${role}/${board ?? ''}/${unit ?? ''}/${from}`),
        accountId: batch.id('account', key),
        role,
        boardId: board ? batch.id('board', board) : null,
        providerId: operators.includes(role) && provider ? batch.id('provider', provider) : null,
        unitId: unit ? batch.id('unit', unit) : null,
        validFrom: from,
        validTo: to ?? null,
      })
}

/** A role of the office or of a board is held for each board by name; the others have no board. */
function scopesOf(role: string, boards: readonly string[], key: string): readonly (string | null)[] {
  if (!operators.includes(role) && !powers.includes(role)) {
    if (boards.length === 0) throw new Error(`people.yaml, ${key}: ${role} needs a board`)
    return boards
  }
  return [null]
}
