import { exampleHash, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  inviteAccount: {
    accountId: ids.person,
    name: 'Kim Exempelsson',
    email: 'kim.exempelsson@exempel.se',
    profession: 'Sjuksköterska',
    tokenHash: exampleHash,
    role: 'unitManager',
    providerId: ids.provider,
    unitId: ids.unit,
  },
  resetPassword: { tokenHash: exampleHash },
  assignRole: {
    assignmentId: ids.role,
    validFrom: '2027-01-01',
    validTo: '2027-12-31',
    role: 'reviewer',
    boardId: ids.board,
  },
  changeSettings: {
    name: 'Exempelkommun',
    accent: '#0a5a78',
    hearingDays: 10,
    hearingGround: 'Lokal regel',
    releaseDays: 5,
  },
} as const
