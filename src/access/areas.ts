import type { Verb } from './roles.ts'

/**
 * What a token can be for: the first words of the addresses of each area. A token for no area in particular is for
 * all of them.
 */
export const areas = {
  organisation: ['units', 'unit-successions', 'providers', 'provider-programmes', 'service-areas'],
  agreements: ['agreements', 'agreement-obligations', 'agreement-work', 'agreement-rules'],
  requirements: ['catalogue-versions', 'requirements', 'frameworks', 'quality-areas'],
  plans: [
    'year-plans',
    'year-plan-items',
    'year-plan-exceptions',
    'boards',
    'own-plan',
    'decided-plans',
    'plan-proposals',
    'special-reviews',
    'staff-absences',
    'unit-risks',
    'risk-judgements',
    'agreement-placings',
  ],
  followUps: [
    'follow-ups',
    'follow-up-steps',
    'follow-up-proposals',
    'signals',
    'own-signals',
    'protocol-rows',
    'evidence',
    'visit-times',
    'requests',
    'hand-ins',
    'hearings',
    'hearing-comments',
    'assessments',
  ],
  findings: ['findings', 'actions', 'action-plans'],
  board: [
    'meetings',
    'meeting-years',
    'agenda-items',
    'agenda-bias',
    'board-decisions',
    'chair-decisions',
    'matters',
    'deliveries',
    'delegation-orders',
    'delegation-points',
    'delegation-decisions',
  ],
  papers: ['papers', 'paper-templates'],
  registers: ['registers', 'register-entries'],
  duties: ['duties', 'hand-over', 'me', 'draft', 'notices'],
  releases: ['releases', 'locked-records', 'disposals', 'disposal-rules', 'disposal-holds'],
  imports: ['imports', 'people-imports'],
  search: ['search'],
  system: [
    'accounts',
    'account-reviews',
    'settings',
    'sessions',
    'ended-sessions',
    'tokens',
    'identity-providers',
    'waiting-identities',
    'log-rows',
    'log-reviews',
    'log-review-rules',
    'mail-deliveries',
    'whole-exports',
  ],
} as const

export type Area = keyof typeof areas
// The keys of the table just above.
export const areaNames = Object.keys(areas) as Area[]

/** Whoever holds a token must not make themselves, or anybody else, a way in that outlives it; nor take everything out. */
const waysIn: readonly Verb[] = [
  'account.invite',
  'account.assign',
  'account.resetPassword',
  'account.changePassword',
  'account.resetFactors',
  'factor.begin',
  'factor.add',
  'factor.remove',
  'factor.renewCodes',
  'import.people',
  'account.endSessions',
  'account.endAllSessions',
  'account.reopen',
  'session.end',
  'feed.renew',
  'identityProvider.save',
  'identity.bind',
  'identity.turnAway',
  'token.make',
  'token.end',
  'wholeExport.ask',
  'wholeExport.fetch',
]

/** What is asked: the address of the operation, its verb, and whether it changes anything. */
type Asked = { readonly path: string; readonly verb: Verb; readonly changes: boolean }
type Token = { readonly areas: readonly string[]; readonly mayWrite: boolean }

export function isWithin(token: Token, { path, verb, changes }: Asked): boolean {
  if (waysIn.includes(verb) || (changes && !token.mayWrite)) return false
  const area = areaOf(path)
  return token.areas.length === 0 || (area !== undefined && token.areas.includes(area))
}

export function areaOf(path: string): Area | undefined {
  const first = path.split('/')[1] ?? ''
  return areaNames.find((name) => (areas[name] as readonly string[]).includes(first)) // wider, to be asked
}
