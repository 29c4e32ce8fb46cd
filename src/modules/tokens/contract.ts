import { z } from '@hono/zod-openapi'
import { day, named } from '#platform/shapes.ts'
import { areaNames } from '#access/areas.ts'

/** Who calls makes the secret and hands over its SHA-256 (hex): the secret itself stands nowhere. */
export const MakeToken = z
  .object({
    name: named(100),
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/, 'wrongFormat'),
    areas: z.array(z.enum(areaNames)).max(areaNames.length).default([]),
    mayWrite: z.boolean().default(false),
    /** The last day it holds. */
    expiresOn: day,
  })
  .strict()
export const EndToken = z.object({ tokenId: z.uuid() }).strict()

export const TokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  areas: z.array(z.string()),
  mayWrite: z.boolean(),
  madeAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})
