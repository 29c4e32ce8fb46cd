import type { Actions, PageServerLoad } from './$types'
import { hasRole, mayAnywhere } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listPlans } from '#modules/meetings/public.ts'
import { listDecidedVersions, listStandings, listThemes, listYearPlans } from '#modules/plans/public.ts'
import { coveringOn, listProgrammes, registerProgramme } from '#modules/programmes/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { programmeTexts as t } from '#texts/sv/programmes.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const isOffice = hasRole(actor, ...officeRoles)
    const yearPlans = await listYearPlans(tx)
    const programmes = await listProgrammes(tx)
    const themes = await listThemes(tx, Number(today.slice(0, 4)))
    return {
      plans: await listPlans(tx),
      yearPlans,
      standings: isOffice ? await listStandings(tx, yearPlans, today) : [],
      decided: await listDecidedVersions(tx),
      ...themes,
      isOffice,
      mayCreate: mayAnywhere(actor, 'yearPlan.create'),
      programmes,
      programme: coveringOn(programmes, today),
      today,
      mayRegister: mayAnywhere(actor, 'programme.register'),
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  program: (event) =>
    submit(event, registerProgramme, {
      input: (form) => ({
        title: form.text('rubrik'),
        caseNumber: form.text('diarienummer'),
        adoptedOn: form.text('antaget'),
        termFrom: form.text('fran'),
        termTo: form.text('till'),
        note: form.text('anteckning'),
      }),
      names: {
        title: 'rubrik',
        caseNumber: 'diarienummer',
        adoptedOn: 'antaget',
        termFrom: 'fran',
        termTo: 'till',
        note: 'anteckning',
      },
      then: () => '/planer#program',
      done: t.registered,
    }),
}
