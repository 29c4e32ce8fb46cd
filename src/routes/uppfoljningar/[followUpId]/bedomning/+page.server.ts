import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { correctAssessment, listReceivers, listVersions, type Verdict } from '#modules/assessments/public.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { officeTexts as t } from '#texts/sv/assessments.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const versions = await listVersions(tx, followUp.id)
    const wanted = Number(url.searchParams.get('version'))
    const chosen = versions.find((one) => one.version === wanted) ?? versions[0]
    return {
      followUp: { id: followUp.id, title: followUp.title },
      chosen,
      earlier: versions.find((one) => one.version === (chosen?.version ?? 0) - 1),
      versions: versions.map(({ id, version, fixedAt, reason }) => ({ id, version, fixedAt, reason })),
      receivers: chosen ? await listReceivers(tx, `/resultat/${chosen.id}`) : [],
      mayCorrect: may(actor, 'assessment.correct', followUp),
      commandId: uuidv7(locals.now.getTime()),
    }
  })

export const actions: Actions = {
  ratta: (event) =>
    submit(event, correctAssessment, {
      names: { reason: 'rattelseskal', rows: 'rattelseskal', summary: 'sammanfattning', analysis: 'analys' },
      input: (form) => ({
        assessmentId: form.text('bedomningId'),
        reason: form.text('rattelseskal'),
        summary: form.text('sammanfattning'),
        analysis: form.text('analys'),
        rows: form.all('andra').map((requirementId) => rowOf(form, requirementId)),
      }),
      then: ({ followUpId }) => `/uppfoljningar/${followUpId}/bedomning`,
      done: t.corrected,
    }),
}

/** The fields of each requirement carry its id, since several can be corrected at once. */
function rowOf(form: FormReader, requirementId: string) {
  const name = (field: string) => `${field}.${requirementId}`
  const [level, measured] = [form.number(name('niva')), form.number(name('varde'))]
  return {
    requirementId,
    // Anything else is refused by the command's shape.
    verdict: form.text(name('bedomning')) as Verdict,
    note: form.text(name('anteckning')),
    reason: form.text(name('skal')),
    ...(level === undefined ? {} : { level }),
    ...(measured === undefined ? {} : { measured }),
  }
}
