import { found, signedIn } from '#platform/web/ask.ts'
import type { PageServerLoad } from './$types'

/** For whoever builds Uppsikt, in the demo: in a municipality of one's own there is no such page. */
export const load: PageServerLoad = ({ locals }) => {
  const actor = signedIn(locals)
  found(actor.isDemo ? actor : undefined)
}
