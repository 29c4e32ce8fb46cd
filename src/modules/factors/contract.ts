import { z } from '@hono/zod-openapi'
import { fullReason, named } from '#platform/shapes.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const password = z.string().max(500)

/** What proves that it is the person: the password that is used now. */
export const AddTotp = z
  .object({
    factorId: z.uuid(),
    name: named(100),
    password,
    /** The sealed secret that the page showed. */
    offer: z.string().max(500),
    code: z.string().max(20),
    /** New recovery codes, where the account has none: their SHA-256. */
    codeHashes: z.array(hash).max(10),
  })
  .strict()
export const BeginPasskey = z.object({ name: named(100), password }).strict()
export const AddPasskey = z
  .object({
    factorId: z.uuid(),
    name: named(100),
    /** What the browser gave, as JSON text. */
    answer: z.string().min(2, 'passkeyNotMade').max(20_000),
    /** What it was to sign, taken by the server; and where. */
    challenge: z.string().min(1, 'passkeyTooLate').max(200),
    place: z.object({ origin: z.string().max(300), rpId: z.string().max(300) }).strict(),
    codeHashes: z.array(hash).max(10),
  })
  .strict()
export const RemoveFactor = z.object({ factorId: z.uuid(), password }).strict()
export const RenewCodes = z.object({ password, codeHashes: z.array(hash).length(10) }).strict()
export const ResetFactors = z.object({ accountId: z.uuid(), reason: fullReason(500) }).strict()
export const EndOthers = z.object({}).strict()

export const FactorView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['totp', 'passkey']),
    name: z.string(),
    madeAt: z.string(),
    usedAt: z.string().nullable(),
  })
  .openapi('Factor')
