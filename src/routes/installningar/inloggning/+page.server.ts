import type { PageServerLoad } from './$types'
import { listIdentityProviders } from '#modules/identity/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => ({ identityProviders: await listIdentityProviders(tx) }))
