import type { PageServerLoad } from './$types'
import { listOperations, tryReading } from './operations.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const home = new URL(process.env['PUBLIC_URL'] ?? url.origin)
  const search = (url.searchParams.get('q') ?? '').slice(0, 200)
  const address = (url.searchParams.get('prova') ?? '').trim().slice(0, 2000)
  return {
    home: home.origin,
    search,
    address,
    isSignedIn: locals.actor !== undefined,
    operations: await listOperations(locals, home, search),
    tried: locals.actor && address ? await tryReading(locals, home, address) : undefined,
  }
}
