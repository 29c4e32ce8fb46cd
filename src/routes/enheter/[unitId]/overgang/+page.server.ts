import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { agreementsForUnit } from '#modules/agreements/public.ts'
import {
  listProviders,
  listUnitSuccessions,
  unitAsThen,
  unitsOn,
  type UnitStateRow,
} from '#modules/organisation/public.ts'
import {
  recordSuccession,
  successionKinds,
  withdrawSuccession,
  type SuccessionKind,
} from '#modules/successions/public.ts'
import { ask, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { swedish } from '#platform/db/fragments.ts'
import { successionTexts as t } from '#texts/sv/successions.ts'
import { newRows } from './rows.ts'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { mayChange, unit } = await parent()
  if (!mayChange) throw new Problem('notFound')
  const today = todayIn(locals.now)
  const asked = url.searchParams.get('slag')
  return ask(locals, async (tx) => ({
    kind: successionKinds.find((kind) => kind === asked),
    others: await unitsOn(tx, today)
      .select(['u.id', 's.name', 'p.name as providerName'])
      .where('u.boardId', '=', unit.boardId)
      .where('u.id', '<>', params.unitId)
      .where('s.status', '<>', 'ended')
      .orderBy(swedish('s.name'))
      .orderBy('u.id')
      .execute(),
    providers: await listProviders(tx),
    agreements: await agreementsForUnit(tx, params.unitId, today),
    before: await listUnitSuccessions(tx, params.unitId, today),
    newIds: newRows.map(() => uuidv7()),
  }))
}

/** The units that are made: only what differs is typed, the rest is as in the unit they come from. */
function newUnits(form: FormReader, state: UnitStateRow | undefined) {
  if (!state) return []
  const { serviceAreaId, operatingForm, laws, district, address, manager, licence } = state
  const shared = { serviceAreaId, operatingForm, laws: laws as ('SoL' | 'LSS' | 'HSL')[], district, address } // the column's check
  return newRows
    .filter((at) => form.text(`namn-${at}`) !== '' || form.text(`kod-${at}`) !== '')
    .map((at) => ({
      ...shared,
      manager: form.text(`utforare-${at}`) === state.providerId ? manager : '',
      licence: form.text(`utforare-${at}`) === state.providerId ? licence : '',
      id: form.text(`id-${at}`),
      name: form.text(`namn-${at}`),
      code: form.text(`kod-${at}`),
      providerId: form.text(`utforare-${at}`) || state.providerId,
      places: form.number(`platser-${at}`) ?? null,
      status: 'active' as const,
    }))
}

/** The fields of the form by the input's paths: the rows of new units that were left empty are not counted. */
function namesOf(form: FormReader): Record<string, string> {
  const filled = newRows.filter((at) => form.text(`namn-${at}`) !== '' || form.text(`kod-${at}`) !== '')
  const fields = { name: 'namn', code: 'kod', providerId: 'utforare', places: 'platser' }
  const own = filled.flatMap((at, index) =>
    Object.entries(fields).map(([path, name]) => [`newUnits.${index}.${path}`, `${name}-${at}`] as const),
  )
  const plain = {
    toUnitIds: 'till',
    fromUnitIds: 'fler',
    on: 'datum',
    note: 'anteckning',
    agreements: 'avtal',
  }
  return { ...plain, ...Object.fromEntries(own) }
}

export const actions: Actions = {
  overgang: async (event) => {
    const { locals, params } = event
    const today = todayIn(locals.now)
    const state = await ask(locals, (tx) => unitAsThen(tx, idFrom(params.unitId), today, locals.now))
    const names: Record<string, string> = {}
    return submit(event, recordSuccession, {
      input: (form) => {
        Object.assign(names, namesOf(form))
        return {
          // The shape refuses any other word.
          kind: form.text('slag') as SuccessionKind,
          fromUnitIds: [params.unitId, ...form.all('fler')],
          toUnitIds: form.all('till').filter(Boolean),
          newUnits: newUnits(form, state),
          on: form.text('datum'),
          note: form.text('anteckning'),
          goesOn: form.checked('fortsatter'),
          agreements: form.text('avtal') as 'follow' | 'stay', // the shape refuses any other word
        }
      },
      names,
      then: () => `/enheter/${params.unitId}`,
      done: ({ notFollowed }) => t.done(notFollowed),
    })
  },
  angra: (event) =>
    submit(event, withdrawSuccession, {
      input: (form) => ({
        successionId: form.text('overgang'),
        reason: form.text('skal'),
        restore: form.checked('aterstall'),
      }),
      names: { reason: 'skal' },
      then: () => `/enheter/${event.params.unitId}`,
      done: t.withdrawn,
    }),
}
