import { expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { pages } from '#access/pages.ts'
import { matrix, operatorRoles, roles, type Role } from '#access/roles.ts'
import { placesFor } from './places.ts'

const sideOf = (role: Role): Actor['side'] => {
  if (role === 'boardMember') return 'board'
  return operatorRoles.some((one) => one === role) ? 'operator' : 'office'
}

/** Somebody with one role and nothing else. */
function holder(role: Role): Actor {
  const none = { sessionId: '', municipalityId: '', municipalityName: '', accountId: '', name: '' }
  const held = { role, boardId: null, providerId: null, unitIds: null }
  return { ...none, side: sideOf(role), providerId: null, accent: '', isDemo: false, assignments: [held] }
}

const menuOf = (role: Role) =>
  placesFor(holder(role), '/').flatMap(({ places }) => places.map(({ href }) => href))

test('nobody is shown a place in the menu whose page is closed to them', () => {
  for (const role of roles)
    for (const href of menuOf(role)) {
      const policy = pages[href]
      expect(policy === 'open' || policy?.includes(role), `${role} ${href}`).toBe(true)
    }
})

test('a board member finds plans, reports, registers and meetings in the menu', () => {
  expect(menuOf('boardMember')).toEqual(['/', '/planer', '/rapporter', '/register', '/sammantraden'])
})

test('MAS finds the reports and may write the one they answer for', () => {
  expect(menuOf('mas')).toContain('/rapporter')
  expect(pages['/rapporter/ny']).toContain('mas')
  for (const verb of ['periodReport.create', 'paper.replace', 'paper.edit', 'paper.freeze'] as const)
    expect(matrix[verb], verb).toContain('mas')
})

test('whoever may open the list of requests on the page may read it through the API', () => {
  expect([...matrix['release.read']].sort()).toEqual([...(pages['/utlamnanden'] ?? [])].sort())
})
