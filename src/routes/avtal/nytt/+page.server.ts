import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { todayIn } from '#kernel/dates.ts'
import { createAgreement } from '#modules/agreements/public.ts'
import { agreementKinds, type AgreementKind } from '#modules/agreements/rules.ts'
import { listCatalogueVersions } from '#modules/catalogues/public.ts'
import { listBoards, listProviders, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { agreementTexts as t } from '#texts/sv/agreements.ts'
import { termFields, termsFrom } from '../terms.ts'

/** First with whom and for which board, so that the units to choose among are the provider's own. */
export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const asked = (name: string) => url.searchParams.get(name) ?? ''
    const providers = await listProviders(tx)
    const boards = (await listBoards(tx)).filter((board) =>
      actor.assignments.some((held) => held.boardId === board.id),
    )
    const provider = providers.find((one) => one.id === asked('utforare'))
    const board = boards.find((one) => one.id === asked('namnd'))
    const own = provider && UnitFilter.parse({ provider: provider.id, limit: 200 })
    const units = own ? (await listUnits(tx, own, today)).units : []
    return {
      today,
      providers,
      boards,
      provider,
      board,
      kind: agreementKinds.find((kind) => kind === asked('slag')),
      agreementId: uuidv7(),
      units: units.filter((unit) => unit.boardId === board?.id),
      versions: (await listCatalogueVersions(tx)).filter((version) => version.state === 'published'),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, createAgreement, {
      input: (form) => ({
        ...termsFrom(form),
        id: form.text('agreementId'),
        boardId: form.text('namnd'),
        providerId: form.text('utforare'),
        // The shape refuses any other word.
        kind: form.text('slag') as AgreementKind,
        caseNumber: form.text('diarienummer'),
        units: form.all('enheter'),
      }),
      names: {
        ...termFields,
        boardId: 'namnd',
        providerId: 'utforare',
        kind: 'slag',
        caseNumber: 'diarienummer',
      },
      then: ({ id }) => `/avtal/${id}`,
      done: t.saved,
    }),
}
