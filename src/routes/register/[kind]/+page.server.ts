import type { PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  findKind,
  listEntries,
  listFigures,
  referenceChoices,
  rowsInWords,
} from '#modules/registers/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { entryFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const kind = found(await findKind(tx, { key: params.kind }))
    const filter = entryFilterFrom(url, kind.definition)
    const day = todayIn(locals.now)
    const { rows, total, sort } = await listEntries(tx, kind, filter, day)
    const { unit, provider } = await referenceChoices(tx, kind.definition, day)
    return {
      ...{ kind, filter, total, sort },
      rows: await rowsInWords(tx, kind, rows, day),
      figures: await listFigures(tx, kind),
      units: (unit ?? []).map(({ id, label }) => ({ value: id, label })),
      providers: (provider ?? []).map(({ id, label }) => ({ value: id, label })),
      isOffice: actor.side === 'office',
      mayWrite: kind.isOn && mayAnywhere(actor, 'register.write'),
    }
  })
