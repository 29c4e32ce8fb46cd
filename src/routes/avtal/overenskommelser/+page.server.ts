import type { Actions, PageServerLoad } from './$types'
import { may, mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  AgreementFilter,
  changeWork,
  createWork,
  listAgreements,
  listOwners,
  listUnitsWithoutAgreement,
  listWork,
} from '#modules/agreements/public.ts'
import { listBoards, listServiceAreas } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { workTexts as t } from '#texts/sv/agreements-pages.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  const q = (url.searchParams.get('q') ?? '').slice(0, 200)
  return ask(locals, async (tx, actor) => {
    const boards = (await listBoards(tx)).filter((board) =>
      actor.assignments.some((held) => held.boardId === board.id),
    )
    const internal = AgreementFilter.parse({ kind: 'internal', limit: 200 })
    const mandates = AgreementFilter.parse({ kind: 'mandate', limit: 200 })
    const without = await listUnitsWithoutAgreement(tx, today)
    return {
      today,
      work: await listWork(tx, today, q),
      mayCreate: mayAnywhere(actor, 'agreement.create'),
      mayChange: boards
        .filter((board) => may(actor, 'agreement.change', { boardId: board.id }))
        .map(({ id }) => id),
      boards,
      areas: await listServiceAreas(tx),
      owners: await listOwners(
        tx,
        boards.map((board) => board.id),
        today,
      ),
      agreements: [
        ...(await listAgreements(tx, internal, today)).agreements,
        ...(await listAgreements(tx, mandates, today)).agreements,
      ],
      without: without.filter((unit) => unit.operatingForm === 'inHouse'),
      workId: uuidv7(),
    }
  })
}

function factsFrom(form: FormReader) {
  return {
    title: form.text('vad'),
    serviceAreaId: form.text('omrade'),
    position: form.number('ordning') ?? Number.NaN,
    ownerId: form.text('ansvarig') || null,
    dueOn: form.text('klar'),
    agreementId: form.text('avtal') || null,
    note: form.text('anteckning'),
  }
}

const names = {
  title: 'vad',
  serviceAreaId: 'omrade',
  position: 'ordning',
  ownerId: 'ansvarig',
  dueOn: 'klar',
  agreementId: 'avtal',
  note: 'anteckning',
  boardId: 'namnd',
}

export const actions: Actions = {
  ny: (event) =>
    submit(event, createWork, {
      input: (form) => ({ ...factsFrom(form), id: form.text('workId'), boardId: form.text('namnd') }),
      names,
      then: () => '/avtal/overenskommelser',
      done: t.added,
    }),
  andra: (event) =>
    submit(event, changeWork, {
      input: (form) => ({
        ...factsFrom(form),
        workId: form.text('workId'),
        dropped: form.checked('utgar'),
        revision: form.revision(),
      }),
      names,
      theirs: () => '/avtal/overenskommelser',
      then: () => '/avtal/overenskommelser',
      done: t.saved,
    }),
}
