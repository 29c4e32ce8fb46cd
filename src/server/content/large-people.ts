import type { Role } from '#access/roles.ts'
import type { LargePlan } from './large-plan.ts'

type Kind = { role: Role; side: 'office' | 'operator' | 'board'; title: string; email: string }

/** Who the accounts are, in turn: the first few of a kind are easy to sign in with, strateg1@storkommunen.example. */
const office: readonly Kind[] = [
  { role: 'strategist', side: 'office', title: 'Kvalitetsstrateg', email: 'strateg' },
  { role: 'reviewer', side: 'office', title: 'Uppföljare', email: 'uppfoljare' },
  { role: 'mas', side: 'office', title: 'MAS', email: 'mas' },
  { role: 'registrar', side: 'office', title: 'Registrator', email: 'registrator' },
  { role: 'boardMember', side: 'board', title: 'Ledamot', email: 'ledamot' },
]
const operator: Kind = {
  role: 'providerManager',
  side: 'operator',
  title: 'Verksamhetschef',
  email: 'verksamhetschef',
}
const officeShare = 5

export function addLargePeople(plan: LargePlan, passwordHash: string): void {
  for (let number = 0; number < plan.size.accounts; number += 1) {
    const isOffice = number % officeShare === 0
    const turn = Math.floor(number / officeShare)
    const kind = isOffice ? office[turn % office.length] : operator
    if (kind)
      addPerson(plan, {
        kind,
        number,
        passwordHash,
        nth: isOffice ? Math.floor(turn / office.length) : number,
      })
  }
}

type Person = { kind: Kind; number: number; nth: number; passwordHash: string }

function addPerson({ batch, size }: LargePlan, { kind, number, nth, passwordHash }: Person): void {
  const { role, side, title, email } = kind
  const id = batch.id('account', String(number))
  const providerId = side === 'operator' ? batch.id('provider', String(number % size.providers)) : null
  batch.add('account', {
    id,
    name: `${title} ${nth + 1}`,
    email: `${email}${nth + 1}@storkommunen.example`,
    passwordHash,
    state: 'active',
    side,
    profession: title,
    providerId,
  })
  const boards = side === 'operator' ? [null] : ['SN', 'ÄN']
  for (const board of boards)
    batch.add('roleAssignment', {
      id: batch.id('roleAssignment', `${number}/${board ?? ''}`),
      accountId: id,
      role,
      boardId: board ? batch.id('board', board) : null,
      providerId,
      validFrom: '2022-01-01',
    })
}
