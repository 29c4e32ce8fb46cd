import type { Role } from '#access/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { scopeOfRole, sideOf } from '#modules/accounts/public.ts'
import { roleNames } from '#texts/sv/common.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { Known, KnownAccount } from './known.ts'
import { folded } from './nearest.ts'
import { changed, type Settings } from './plan-base.ts'
import type { Refer } from './refer.ts'
import {
  blame,
  dateIn,
  findBoard,
  hasColumn,
  makeOnce,
  planned,
  textIn,
  titleOf,
  type PlannedRow,
  type Row,
} from './rows.ts'
import { isRoleCode } from './values.ts'

export type NewRole = {
  id: string
  accountId: string
  role: Role
  boardId: string | null
  providerId: string | null
  unitId: string | null
  validFrom: string
  validTo: string | null
}
export type SavedAccount = { row: Row; after: KnownAccount; before: KnownAccount | null; roles: NewRole[] }
type Given = { known: Known; refer: Refer; settings: Settings }

/** Several rows of one address give one person several roles. */
export function planPeople(rows: readonly Row[], given: Given) {
  const once = makeOnce()
  const touched = new Map<string, SavedAccount>()
  const results = rows.map((row): PlannedRow => {
    const email = textIn(row, 'email')
    const scope = scopeIn(row, given)
    const before = given.known.accounts.get(email)
    checkAccount(row, { before: before ?? touched.get(email)?.after, scope, given })
    if (email !== '') once(row, 'email', [email, ...Object.values(scope ?? {})].join(' '))
    const isNew = before === undefined || (before.state === 'closed' && !before.wasUsed)
    if (!scope || row.faults.length > 0)
      return planned(row, { label: labelOf(row), targetId: null, isNew, changes: [] })
    const earlier = touched.get(email)
    const after = earlier?.after ?? accountAfter(row, before, scope)
    const role = heldAlready(after, scope, given.known.day) ? [] : [newRole(row, after.id, { scope, given })]
    const changes = isNew
      ? []
      : changesOf(row, { before, after, hasRole: role.length === 0, role: scope.role })
    if (isNew || changes.length > 0)
      touched.set(email, {
        row: earlier?.row ?? row,
        after,
        before: before ?? null,
        roles: [...(earlier?.roles ?? []), ...role],
      })
    return planned(row, { label: labelOf(row), targetId: after.id, isNew, changes })
  })
  return { results, touched: [...touched.values()] }
}

function labelOf(row: Row): string {
  return [textIn(row, 'name'), textIn(row, 'email')].filter(Boolean).join(', ')
}

type Scope = { role: Role; boardId: string | null; providerId: string | null; unitId: string | null }

/** A role must come with the scope it needs and no other. */
function scopeIn(row: Row, given: Given): Scope | undefined {
  const role = row.values['role']
  if (!isRoleCode(role)) return undefined
  const needs = scopeOfRole[role]
  if (needs === 'municipality') return { role, boardId: null, providerId: null, unitId: null }
  if (needs === 'board') return { role, boardId: boardIn(row, given.known), providerId: null, unitId: null }
  const provider = given.refer.provider(row)
  if (textIn(row, 'provider') === '') blame(row, 'provider', t.providerNeeded(roleNames[role]))
  return { role, boardId: null, providerId: provider?.id ?? null, unitId: unitIn(row, given, provider?.id) }
}

/** The board of the import, or the only one there is, need not be written at every row. */
function boardIn(row: Row, known: Known): string | null {
  const typed = textIn(row, 'board')
  const only = known.boards.length === 1 ? known.boards[0]?.id : undefined
  const meant = typed === '' ? (known.boardId ?? only) : findBoard(typed, known.boards)?.id
  const names = known.boards.map((board) => board.name)
  if (meant === undefined)
    blame(row, 'board', typed === '' ? t.boardNeeded : t.noBoard(typed), t.chooseAmong(names))
  else if (known.boardId !== null && meant !== known.boardId)
    blame(row, 'board', t.otherBoard(typed), t.otherBoardAdvice)
  return meant ?? null
}

function unitIn(row: Row, { known, refer }: Given, providerId: string | undefined): string | null {
  const code = textIn(row, 'unit')
  if (code === '') return null
  const named = known.namedUnits.get(folded(code))
  if (!named) return refer.unit(row, 'unit', code)?.id ?? null
  if (providerId && named.providerId !== providerId)
    blame(row, 'unit', t.unitOfOther(named.code), t.runByOtherAdvice)
  return named.id
}

type Checked = { before: KnownAccount | undefined; scope: Scope | undefined; given: Given }

/** Power over accounts must not become power over content: nobody gives themselves a role, in a file either. */
function checkAccount(row: Row, { before, scope, given }: Checked): void {
  if (!before) return
  if (before.id === given.known.ownAccountId) blame(row, 'email', t.ownAccount, t.ownAccountAdvice)
  if (before.state === 'closed' && before.wasUsed) blame(row, 'email', t.closedAccount, t.closedAccountAdvice)
  if (!scope) return
  if (sideOf(scope.role) !== before.side) blame(row, 'role', t.otherSide, t.otherSideAdvice)
  else if (before.providerId !== scope.providerId) blame(row, 'provider', t.otherEmployer, t.otherSideAdvice)
}

function accountAfter(row: Row, before: KnownAccount | undefined, scope: Scope): KnownAccount {
  const base = before ?? {
    id: uuidv7(),
    email: textIn(row, 'email'),
    wasUsed: false,
    assignments: [],
    profession: null,
  }
  const isReopened = before?.state === 'closed'
  return {
    ...base,
    name: textIn(row, 'name'),
    profession: hasColumn(row, 'profession') ? dateIn(row, 'profession') : base.profession,
    state: before && !isReopened ? before.state : 'invited',
    side: sideOf(scope.role),
    providerId: scope.providerId,
  }
}

function heldAlready(account: KnownAccount, scope: Scope, day: string): boolean {
  return account.assignments.some(
    (held) =>
      held.role === scope.role &&
      held.boardId === scope.boardId &&
      held.providerId === scope.providerId &&
      held.unitId === scope.unitId &&
      (held.validTo === null || held.validTo >= day),
  )
}

function newRole(row: Row, accountId: string, { scope, given }: { scope: Scope; given: Given }): NewRole {
  const validFrom = dateIn(row, 'from') ?? given.known.day
  const validTo = dateIn(row, 'to')
  if (validTo !== null && validTo < validFrom) blame(row, 'to', t.beforeFrom, t.checkDates)
  return { id: uuidv7(), accountId, ...scope, validFrom, validTo }
}

type Compared = { before: KnownAccount | undefined; after: KnownAccount; hasRole: boolean; role: Role }

function changesOf(row: Row, { before, after, hasRole, role }: Compared) {
  return [
    ...changed('people', 'name', before?.name ?? '', textIn(row, 'name')),
    ...changed('people', 'profession', before?.profession ?? '', after.profession ?? ''),
    ...(hasRole ? [] : [{ fact: titleOf('people', 'role'), from: '', to: roleNames[role] }]),
  ]
}
