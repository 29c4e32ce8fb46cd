import { z } from 'zod'
import { roles } from '#access/roles.ts'
import { mailAddress } from '#kernel/mail-address.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, named, sentence, written } from '#platform/shapes.ts'

const email = sentence(200).toLowerCase().regex(mailAddress, 'email')
const tokenHash = z.string().regex(/^[0-9a-f]{64}$/)

const scope = {
  role: z.enum(roles),
  boardId: z.uuid().optional(),
  providerId: z.uuid().optional(),
  unitId: z.uuid().optional(),
}

/** The link's token stays with the caller; only its SHA-256 (hex) comes here. */
export const InviteAccount = z
  .object({
    accountId: z.uuid(),
    name: named(200),
    email,
    profession: sentence(100).optional(),
    tokenHash,
    ...scope,
  })
  .strict()
export const ResetPassword = z.object({ accountId: z.uuid(), tokenHash }).strict()
export const AssignRole = z
  .object({
    accountId: z.uuid(),
    assignmentId: z.uuid(),
    validFrom: day,
    validTo: day.optional(),
    ...scope,
  })
  .strict()
export const EndRole = z
  .object({
    accountId: z.uuid(),
    assignmentId: z.uuid(),
    /** The last day the role holds; without one it ends at once. */
    lastDay: day.optional(),
  })
  .strict()
export const CloseAccount = z.object({ accountId: z.uuid() }).strict()
export const ReopenAccount = z.object({ accountId: z.uuid(), tokenHash }).strict()
export const EndSession = z.object({ sessionId: z.uuid() }).strict()
export const EndAllSessions = z.object({}).strict()
export const EndSessionsOf = z.object({ accountId: z.uuid() }).strict()
export const ChangePassword = z
  .object({ current: z.string().max(500), next: z.string().max(500), repeated: z.string().max(500) })
  .strict()
export const ChangeSettings = z
  .object({
    name: named(200),
    accent: z.string().regex(/^#[0-9a-f]{6}$/, 'colour'),
    hearingDays: z.number('number').int('number').min(1, 'number').max(60, 'number'),
    hearingGround: written(300),
    /** Working days to answer a request for records; as it is where nothing is said. */
    releaseDays: z.number('number').int('number').min(1, 'number').max(30, 'number').optional(),
    /** Days without use after which an account is closed; as it is where nothing is said. */
    idleDays: z.number('number').int('number').min(30, 'number').max(730, 'number').optional(),
    /** Gigabytes for everything that is handed in; as it is where nothing is said. */
    fileGigabytes: z.number('number').int('number').min(1, 'number').max(100_000, 'number').optional(),
    /** Whether local accounts need a second step; as it is where nothing is said. */
    secondFactorRequired: z.boolean().optional(),
  })
  .strict()

export const accountSorts = ['namn', 'epost', 'tillhor', 'lage', 'sedd'] as const

export const AccountFilter = z.object({
  ...listFields,
  state: z.enum(['invited', 'active', 'closed']).optional(),
  side: z.enum(['office', 'operator', 'board']).optional(),
  role: z.enum(roles).optional(),
  provider: z.uuid().optional(),
  sort: sortBy(accountSorts, 'namn'),
})
export type AccountFilter = z.output<typeof AccountFilter>

export const AccountView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  state: z.enum(['invited', 'active', 'closed']),
  side: z.enum(['office', 'operator', 'board']),
  profession: z.string().nullable(),
  providerName: z.string().nullable(),
  roles: z.array(z.string()),
  lastSeenAt: z.string().nullable(),
})
export const Created = z.object({ id: z.uuid() })
