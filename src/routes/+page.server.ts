import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'
import { hasRole, mayAnywhere } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { addDays, todayIn } from '#kernel/dates.ts'
import { listMine } from '#modules/duties/public.ts'
import { isRegisterEmpty } from '#modules/imports/public.ts'
import { countLacking, listMyFollowUps, listWaiting } from '#modules/start/public.ts'
import { ask, signedIn } from '#platform/web/ask.ts'

const weekAhead = 7

/** Each side has one page to begin at; the office's is here. */
export const load: PageServerLoad = ({ locals }) => {
  const actor = signedIn(locals)
  if (actor.side === 'operator') redirect(303, '/lamna-in')
  if (!hasRole(actor, ...officeRoles)) redirect(303, otherStart(actor))
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({
    today,
    isEmpty: mayAnywhere(actor, 'import.run') && (await isRegisterEmpty(tx)),
    due: (await listMine(tx, actor, today)).filter((duty) => duty.dueOn <= addDays(today, weekAhead)),
    mine: await listMyFollowUps(tx, actor, today),
    waiting: await listWaiting(tx),
    lacking: await countLacking(tx, today),
  }))
}

function otherStart(actor: Parameters<typeof hasRole>[0]): string {
  if (hasRole(actor, 'boardMember')) return '/sammantraden'
  if (hasRole(actor, 'admin')) return '/konton'
  return hasRole(actor, 'auditor') ? '/logg' : '/konto'
}
