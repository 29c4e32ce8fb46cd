import type { Actions, PageServerLoad } from './$types'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { listFocusAreas } from '#modules/followups/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { listFactsToPick, proposeFollowUp } from '#modules/triggers/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { proposeTexts as t } from '#texts/sv/triggers-pages.ts'
import { mostUnits, searchUnits, unitsIn } from './units.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const units = await unitsIn(tx, actor, { url, today })
    const [first] = units
    const areas = await listServiceAreas(tx)
    const tooMany = units.length > mostUnits
    if (!first || tooMany) return { ...(await searchUnits(tx, actor, { url, today })), areas, tooMany }
    const about = { boardId: first.boardId, unitIds: units.map(({ id }) => id), today }
    return {
      ...{ q: '', found: [], inArea: 0, areas, tooMany },
      chosen: {
        units: units.map(({ id, name, providerName }) => ({ id, name, providerName })),
        focusAreas: await listFocusAreas(tx),
        facts: await listFactsToPick(tx, about),
        ticked: url.searchParams.getAll('underlag'),
        trigger: url.searchParams.get('orsak') ?? '',
      },
    }
  })
}

export const actions: Actions = {
  default: (event) =>
    submit(event, proposeFollowUp, {
      input: proposedIn,
      names: {
        ...{
          unitIds: 'enhet',
          title: 'rubrik',
          trigger: 'orsak',
          kind: 'typ',
          form: 'form',
          depth: 'omfattning',
        },
        ...{ focusAreas: 'fokus', requirementCodes: 'krav', reason: 'skal', restsOn: 'underlagstext' },
        ...{ urgency: 'bradska', wantedBy: 'senast', initiator: 'initiativ', facts: 'underlag' },
        ...{ initiatorDecision: 'beslut', clause: 'punkt' },
      },
      then: ({ id }) => `/uppfoljningar/forslag/${id}`,
      done: t.done,
    }),
}

type Proposed = Parameters<typeof proposeFollowUp>[1]

function proposedIn(form: FormReader): Proposed {
  const wanted = form.optional('senast')
  // The command's shape checks every choice; what is not one of them comes back as a fault at its field.
  const chosen = {
    ...{ trigger: form.text('orsak'), kind: form.text('typ'), depth: form.optional('omfattning') },
    ...{ form: form.optional('form'), urgency: form.text('bradska'), initiator: form.optional('initiativ') },
  } as Pick<Proposed, 'trigger' | 'kind' | 'depth' | 'form' | 'urgency' | 'initiator'>
  return {
    ...chosen,
    unitIds: form.all('enhet'),
    title: form.text('rubrik'),
    focusAreas: form.all('fokus'),
    requirementCodes: form
      .text('krav')
      .split(/[,;]/)
      .map((code) => code.trim())
      .filter(Boolean),
    reason: form.text('skal'),
    restsOn: form.text('underlagstext'),
    ...(wanted ? { wantedBy: parseTypedDate(wanted) ?? wanted } : {}),
    initiatorDecision: form.text('beslut'),
    clause: form.text('punkt'),
    facts: form.all('underlag').map((fact) => {
      const [kind = '', sourceId = ''] = fact.split(' ')
      return { kind, sourceId } as NonNullable<Proposed['facts']>[number] // the shape refuses any other kind
    }),
  }
}
