import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  agreementRequirements,
  findAgreement,
  findingsPerRequirement,
  listNotes,
  writeNote,
} from '#modules/agreements/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { experienceTexts as t } from '#texts/sv/agreements-pages.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const bound = await agreementRequirements(tx, agreement, today)
    return {
      agreement,
      today,
      mayWrite: may(actor, 'register.write', { boardId: agreement.boardId }),
      findings: await findingsPerRequirement(tx, agreement.id),
      notes: await listNotes(tx, agreement.id),
      requirements: bound.map(({ key, code, title }) => ({ key, code, title })),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, writeNote, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        kind: form.text('slag') === 'review' ? ('review' as const) : ('experience' as const),
        requirementKey: form.text('krav') || null,
        text: form.text('text'),
        notedOn: form.text('dag'),
      }),
      names: { kind: 'slag', requirementKey: 'krav', notedOn: 'dag' },
      then: () => `/avtal/${event.params.agreementId}/erfarenheter#anteckningar`,
      done: t.saved,
    }),
}
