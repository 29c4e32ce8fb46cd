import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  saveIdentityProvider: {
    revision: 0,
    name: 'Exempelkommun',
    issuer: 'https://login.exempel.se',
    clientId: 'uppsikt',
    secretVariable: 'OIDC_SECRET_EXEMPEL',
    maxAgeMinutes: 480,
    scopes: 'openid profile email offline_access',
    subjectClaims: ['tid', 'oid'],
    requiredClaims: [{ claim: 'tid', value: 'exempel' }],
    roleClaim: 'roles',
    roleMapping: [{ value: 'uppsikt-strateg', role: 'strategist', boardId: ids.board }],
    organisationClaim: '',
    organisationMapping: [],
    isActive: true,
  },
  bindIdentity: { accountId: ids.person },
} as const
