import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { addMonths, todayIn } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'
import {
  createFollowUp,
  findFollowUp,
  findPrevious,
  listCandidates,
  listFindingsOf,
  listFocusAreas,
  planProtocol,
  unmetLastTime,
} from '#modules/followups/public.ts'
import { requiredRoles } from '#modules/followups/rules.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { findUnit, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { planTexts } from '#texts/sv/followups-pages.ts'
import { planInput, planNames } from '../plan-input.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  const unitId = url.searchParams.get('enhet') ?? ''
  const q = (url.searchParams.get('sok') ?? '').slice(0, 200)
  return ask(locals, async (tx, actor) => {
    const unit = isUuid(unitId) ? await findUnit(tx, unitId, today) : undefined
    if (!unit || !may(actor, 'followUp.create', unit))
      return { q, found: (await listUnits(tx, UnitFilter.parse({ q, limit: 30 }), today)).units }
    return {
      q,
      chosen: {
        unit,
        dueOn: addMonths(today, 2),
        needsRole: requiredRoles(unit.laws).length > 0,
        protocol: await previewProtocol(tx, unit, today),
        revisit: await revisitOf(tx, unit.id, url.searchParams.get('aterbesok') ?? ''),
        matters: await listOpenMatters(tx, unit.boardId),
        focusAreas: await listFocusAreas(tx),
        candidates: await listCandidates(tx, unit.boardId, today),
        mayOpenMatter: may(actor, 'matter.open', unit),
        me: actor.accountId,
      },
    }
  })
}

/** The findings a return visit would check, when it is planned from an assessed follow-up of this very unit. */
async function revisitOf(tx: Db, unitId: string, followUpId: string) {
  const followUp = isUuid(followUpId) ? await findFollowUp(tx, followUpId) : undefined
  if (followUp?.unitId !== unitId) return undefined
  const findings = await listFindingsOf(tx, followUp.id)
  return {
    matterId: followUp.matterId,
    findings: findings.filter((finding) => finding.state !== 'closed'),
  }
}

/** What the protocol would be if it were made today: shown before anything is decided. */
async function previewProtocol(tx: Db, unit: { id: string; providerId: string }, today: string) {
  const previous = await findPrevious(tx, { unitId: unit.id, providerId: unit.providerId })
  const previousId = previous?.id ?? null
  const basis = {
    kind: 'planned' as const,
    unitId: unit.id,
    requirementsPer: today,
    focusAreas: [],
    previousId,
  }
  const basic = await planProtocol(tx, { ...basis, depth: 'basic' })
  const all = await planProtocol(tx, { ...basis, depth: 'inDepth' })
  if (!basic || !all) return undefined
  const unmet = await unmetLastTime(tx, previousId)
  return {
    basic: basic.rows.length,
    all: all.rows.length,
    unmet: unmet.size,
    previous,
    agreement: basic.agreement && {
      id: basic.agreement.id,
      title: basic.agreement.title,
      caseNumber: basic.agreement.caseNumber,
    },
  }
}

function revisits(url: URL): { revisitsId?: string } {
  const revisitsId = url.searchParams.get('aterbesok')
  return revisitsId ? { revisitsId } : {}
}

export const actions: Actions = {
  default: (event) =>
    submit(event, createFollowUp, {
      input: (form) => ({
        ...planInput(form),
        unitId: event.url.searchParams.get('enhet') ?? '',
        leadId: form.text('leder'),
        ...revisits(event.url),
      }),
      names: planNames,
      then: ({ id }) => `/uppfoljningar/${id}`,
      done: planTexts.done,
    }),
}
