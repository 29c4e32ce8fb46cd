import { z } from 'zod'
import { roles } from '#access/roles.ts'
import { named, sentence } from '#platform/shapes.ts'

const claim = named(200).regex(/^[^\s,]+$/, 'wrongFormat')
const claimValue = named(200)

/** https always; http passes only where the server's operator has opened loopback, which is seen when it is asked. */
const issuer = named(300)
  .regex(/^https?:\/\/[^\s?#@]+$/, 'issuer')
  .refine((text) => URL.canParse(text), 'issuer')

export const SaveIdentityProvider = z
  .object({
    identityProviderId: z.uuid(),
    /** 0 for one that is new. */
    revision: z.number().int().min(0),
    name: named(100),
    issuer,
    clientId: named(200),
    /** Left out: the secret that is there stays. */
    clientSecret: z.string().min(1, 'required').max(500, 'tooLong').optional(),
    /** The name of an environment variable that names a file with the secret, instead of one kept here. */
    secretVariable: sentence(60)
      .regex(/^(OIDC_SECRET_[A-Z0-9_]{1,40})?$/, 'secretVariable')
      .default(''),
    /** How many minutes ago somebody may have shown the provider who they are; null asks nothing of it. */
    maxAgeMinutes: z.number().int().min(5, 'outOfRange').max(1440, 'outOfRange').nullable().default(null),
    scopes: named(300).regex(/(^|\s)openid(\s|$)/, 'scopes'),
    subjectClaims: z.array(claim).min(1, 'required').max(4, 'tooManyAtOnce'),
    requiredClaims: z.array(z.object({ claim, value: claimValue }).strict()).max(10, 'tooManyAtOnce'),
    roleClaim: sentence(200),
    roleMapping: z
      .array(
        z
          .object({
            value: claimValue,
            role: z.enum(roles, 'chooseOne'),
            boardId: z.uuid().optional(),
            providerId: z.uuid().optional(),
          })
          .strict(),
      )
      .max(100, 'tooManyAtOnce'),
    organisationClaim: sentence(200),
    organisationMapping: z
      .array(z.object({ value: claimValue, providerId: z.uuid('chooseOne') }).strict())
      .max(200, 'tooManyAtOnce'),
    isActive: z.boolean(),
  })
  .strict()

export const TestIdentityProvider = z.object({ identityProviderId: z.uuid() }).strict()
export const BindIdentity = z.object({ identityId: z.uuid(), accountId: z.uuid('chooseOne') }).strict()
export const TurnAwayIdentity = z.object({ identityId: z.uuid() }).strict()

export const IdentityProviderView = z.object({
  id: z.uuid(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  isActive: z.boolean(),
  revision: z.number(),
})
export const WaitingIdentityView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  providerName: z.string(),
  state: z.enum(['waiting', 'bound', 'turnedAway']),
  firstSeenAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
})
export const Saved = z.object({ id: z.uuid(), revision: z.number() })
export const Settled = z.object({ id: z.uuid() })
export const Tested = z.object({ id: z.uuid(), outcome: z.string() })
