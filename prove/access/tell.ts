import { roles } from '#access/roles.ts'
import { tableText } from '../support/table.ts'
import type { Tried } from './attempts.ts'

const kinds = ['page', 'form', 'reading', 'changing'] as const
const wheres = [
  ...['own', 'otherUnit', 'otherProvider', 'otherBoard', 'otherMunicipality'],
  ...['signedOut', 'closedAccount', 'expiredSession'],
]

/** Counts by what was tried and where, and by who tried: how many, how many were let in, how many differ. */
export function attemptTables(tried: readonly Tried[]): string[] {
  const byWhere = wheres.map((where) => [
    where,
    ...kinds.map((kind) => cell(tried.filter((one) => one.where === where && one.thing.kind === kind))),
  ])
  const byWho = [...roles, 'nobody'].map((who) => [
    who,
    ...kinds.map((kind) => cell(tried.filter((one) => one.who === who && one.thing.kind === kind))),
  ])
  const heads = kinds.map((kind) => `${kind}: tried/let in/wrong`)
  return [tableText(['Where', ...heads], byWhere), tableText(['Who', ...heads], byWho)]
}

function cell(tried: readonly Tried[]): string {
  const letIn = tried.filter(({ got }) => got === 'opens' || got === 'invalid')
  return `${tried.length}/${letIn.length}/${tried.filter(({ isRight }) => !isRight).length}`
}

export function wrongLines(tried: readonly Tried[]): string[] {
  return tried
    .filter(({ isRight }) => !isRight)
    .map((one) => {
      const changed =
        one.touched.length > 0
          ? `, changed ${[...new Set(one.touched.map(({ table }) => table))].join(' ')}`
          : ''
      return `${one.thing.name} | ${one.who}, ${one.where} | expected ${one.expected.join(' or ')}, got ${one.got} (${one.status})${changed} | ${one.address}`
    })
}

/** Things nobody is let in to at the own place: that they are stopped elsewhere says little. */
export function notFoundIn(tried: readonly Tried[]): string[] {
  const own = tried.filter(({ where, thing }) => where === 'own' && thing.sees !== undefined)
  const names = new Set(own.map(({ thing }) => thing.name))
  for (const { got, thing } of own) if (got === 'opens' || got === 'invalid') names.delete(thing.name)
  return [...names]
}

/** Readings that a role's verb would allow and the operation does not: stopped all the same, and told apart from faults. */
export function narrowerIn(tried: readonly Tried[]): string[] {
  const narrower = tried.filter(
    ({ thing, where, expected, got }) =>
      thing.kind === 'reading' && where === 'own' && expected.includes('opens') && got === 'notFound',
  )
  return [...new Set(narrower.map(({ thing, who }) => `${thing.name} (${who})`))]
}
