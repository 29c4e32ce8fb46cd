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
  const plan = { ...given, once: makeOnce(), touched: new Map<string, SavedAccount>() }
  return { results: rows.map((row) => planPerson(row, plan)), touched: [...plan.touched.values()] }
}

type PeoplePlan = Given & { once: ReturnType<typeof makeOnce>; touched: Map<string, SavedAccount> }

function planPerson(row: Row, plan: PeoplePlan): PlannedRow {
  const email = textIn(row, 'email')
  const scope = scopeIn(row, plan)
  const before = plan.known.accounts.get(email)
  const earlier = plan.touched.get(email)
  checkAccount(row, { before: before ?? earlier?.after, scope, given: plan })
  if (email !== '') plan.once(row, 'email', [email, ...Object.values(scope ?? {})].join(' '))
  if (!scope || row.faults.length > 0)
    return planned(row, { label: labelOf(row), targetId: null, isNew: isUnused(before), changes: [] })
  return planRole(row, scope, { plan, before, earlier })
}

type Person = { plan: PeoplePlan; before: KnownAccount | undefined; earlier: SavedAccount | undefined }

function planRole(row: Row, scope: Scope, { plan, before, earlier }: Person): PlannedRow {
  const isNew = isUnused(before)
  const after = earlier?.after ?? accountAfter(row, before, scope)
  const hasRole = heldAlready(after, scope, plan.known.day)
  const roles = hasRole ? [] : [newRole(row, after.id, { scope, given: plan })]
  const changes = isNew ? [] : changesOf(row, { before, after, hasRole, role: scope.role })
  if (isNew || changes.length > 0) touch(plan.touched, earlier, { row, after, before: before ?? null, roles })
  return planned(row, { label: labelOf(row), targetId: after.id, isNew, changes })
}

/** An account that nobody ever used and that was closed is opened again, as when an import was taken back. */
function isUnused(account: KnownAccount | undefined): boolean {
  return account === undefined || (account.state === 'closed' && !account.wasUsed)
}

function touch(touched: PeoplePlan['touched'], earlier: SavedAccount | undefined, saved: SavedAccount): void {
  const merged = earlier ? { ...earlier, roles: [...earlier.roles, ...saved.roles] } : saved
  touched.set(saved.after.email, merged)
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
  const meant = typed === '' ? boardOf(known) : findBoard(typed, known.boards)?.id
  if (meant === undefined) {
    const names = known.boards.map((board) => board.name)
    blame(row, 'board', typed === '' ? t.boardNeeded : t.noBoard(typed), t.chooseAmong(names))
    return null
  }
  if (known.boardId !== null && meant !== known.boardId)
    blame(row, 'board', t.otherBoard(typed), t.otherBoardAdvice)
  return meant
}

function boardOf(known: Known): string | undefined {
  return known.boardId ?? (known.boards.length === 1 ? known.boards[0]?.id : undefined)
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
