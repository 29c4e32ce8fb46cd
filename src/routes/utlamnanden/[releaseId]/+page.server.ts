import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  changeRelease,
  chooseRecords,
  closeRelease,
  decideRelease,
  findRelease,
  listMattersOf,
  listMattersToChoose,
  listRecordsToChoose,
  listReleaseLog,
  listReviews,
} from '#modules/releases/public.ts'
import { canMove, needsCopy, outcomeOf, type Delivery } from '#modules/releases/rules.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const release = found(await findRelease(tx, idFrom(params.releaseId)))
    const isOpen = canMove(release.state, 'choose')
    const mayChange = isOpen && may(actor, 'release.receive', release)
    const mayReview = isOpen && may(actor, 'release.review', release)
    const reviews = await listReviews(tx, release.id)
    return {
      release,
      reviews,
      matters: await listMattersOf(tx, release.id),
      allMatters: mayChange ? await listMattersToChoose(tx, [release.boardId]) : [],
      records: mayReview ? await listRecordsToChoose(tx, release.id) : [],
      log: await listReleaseLog(tx, release.id),
      may: {
        ...{ change: mayChange, review: mayReview, open: may(actor, 'release.review', release) },
        decide: isOpen && may(actor, 'release.decide', release),
        close: canMove(release.state, 'close') && may(actor, 'release.decide', release),
      },
      next: {
        outcome: outcomeOf(reviews.flatMap((review) => review.verdict ?? [])),
        left: reviews.filter((review) => !review.verdict).length,
        copies: reviews.some((review) => needsCopy(review.content, review.verdict) && !review.copyFileId),
      },
      commandIds: { change: uuidv7(), choose: uuidv7(), decide: uuidv7(), close: uuidv7() },
    }
  })

export const actions: Actions = {
  andra: (event) =>
    submit(event, changeRelease, {
      input: (form) => ({
        ...{ releaseId: event.params.releaseId, revision: form.revision() },
        ...{ contact: form.text('kontakt'), matterIds: form.all('arende') },
      }),
      names: { contact: 'kontakt', matterIds: 'arende' },
      then: () => event.url.pathname,
      done: t.changed,
    }),
  valj: (event) =>
    submit(event, chooseRecords, {
      input: (form) => ({
        ...{ releaseId: event.params.releaseId, revision: form.revision() },
        recordIds: form.has('alla') ? form.all('finns') : form.all('handling'),
      }),
      names: { recordIds: 'handling' },
      then: () => `${event.url.pathname}#provning`,
      done: t.chosen,
    }),
  besluta: (event) =>
    submit(event, decideRelease, {
      input: (form) => ({
        ...{ releaseId: event.params.releaseId, revision: form.revision() },
        ...{ reason: form.text('skal'), deliveredTo: form.text('till'), fee: form.text('avgift') },
        // An unknown word is refused by the shape as "choose one".
        delivery: form.text('lamnas') as Delivery,
      }),
      names: { reason: 'skal', deliveredTo: 'till', fee: 'avgift', delivery: 'lamnas' },
      then: () => event.url.pathname,
      done: t.decided,
    }),
  avsluta: (event) =>
    submit(event, closeRelease, {
      input: (form) => ({ releaseId: event.params.releaseId, revision: form.revision() }),
      then: () => event.url.pathname,
      done: t.closed,
    }),
}
