import type { Db } from '#platform/db/pool.ts'
import type { FormReader } from '#platform/web/form.ts'
import { listServiceAreas, listUnitNames } from '#modules/organisation/public.ts'
import { listBoardDecisions } from '#modules/plans/public.ts'

/** What a review can be said to concern, and the decisions it may come from. */
export async function reviewChoices(db: Db, boardIds: readonly string[], today: string) {
  return {
    units: await listUnitNames(db, today, { boardIds }),
    areas: await listServiceAreas(db),
    decisions: (await listBoardDecisions(db)).filter(({ boardId }) => boardIds.includes(boardId)),
  }
}

/** A review's facts as its forms send them. */
export function reviewFactsFrom(form: FormReader) {
  return {
    title: form.text('rubrik'),
    what: form.text('fraga'),
    caseNumber: form.text('diarienummer'),
    decidedOn: form.text('beslutad'),
    paragraph: form.text('paragraf'),
    agendaItemId: form.optional('beslut') ?? null,
    dueOn: form.text('senast'),
    unitId: form.optional('enhet') ?? null,
    serviceAreaId: form.optional('omrade') ?? null,
    depth: form.text('djup') as 'basic' | 'inDepth', // the shape refuses any other word
  }
}

export const reviewFieldNames = {
  title: 'rubrik',
  what: 'fraga',
  caseNumber: 'diarienummer',
  decidedOn: 'beslutad',
  paragraph: 'paragraf',
  agendaItemId: 'beslut',
  dueOn: 'senast',
  unitId: 'enhet',
  serviceAreaId: 'omrade',
  depth: 'djup',
  boardId: 'namnd',
  reason: 'skal',
}
