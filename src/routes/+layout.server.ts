import type { LayoutServerLoad } from './$types'
import { takeFlash } from '#platform/web/flash.ts'
import { ask } from '#platform/web/ask.ts'
import { countWaiting } from '#modules/notices/public.ts'
import { placesFor } from '#server/places.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { roleNames } from '#texts/sv/common.ts'

/**
 * Ordinary pages are plain HTML and carry no script: nothing typed can be lost while a page wakes up, and there is
 * nothing to download. A page that needs script says so itself (`csr = true`): the protocol, and the upload with progress.
 */
export const csr = false

export const load: LayoutServerLoad = async ({ locals, cookies, url, route }) => {
  const flash = takeFlash(cookies)
  const actor = locals.actor
  if (!actor) return { flash, theme: locals.theme, places: [], commandId: '' }
  return {
    flash,
    // One id a page view: a form sent twice is carried out once (CommandId).
    commandId: uuidv7(),
    theme: locals.theme,
    municipality: actor.municipalityName,
    isDemo: actor.isDemo,
    user: { name: actor.name, role: roleLine(actor.assignments), theme: locals.theme },
    places: placesFor(actor, route.id ?? ''),
    waiting: await ask(locals, countWaiting),
    query: url.searchParams.get('q') ?? '',
  }
}

function roleLine(assignments: readonly { role: keyof typeof roleNames }[]): string {
  return [...new Set(assignments.map((held) => roleNames[held.role]))].join(', ')
}
