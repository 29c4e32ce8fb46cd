import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { acceptedEndings, neededFile } from '#modules/files/public.ts'
import {
  addCopy,
  findRelease,
  findReview,
  listLockedOf,
  logReading,
  maskPaper,
  maskRecord,
  paperOfRecord,
  placesOf,
  reviewRecord,
} from '#modules/releases/public.ts'
import { canMove, isOwnMade, type Verdict } from '#modules/releases/rules.ts'
import { renderHtml } from '#platform/documents/document.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const [releaseId, recordId] = [idFrom(params.releaseId), idFrom(params.recordId)]
    const release = found(await findRelease(tx, releaseId))
    const review = found(await findReview(tx, releaseId, recordId))
    const paper = await paperOfRecord(tx, review, actor)
    const isMasked = review.masks.places.length + review.masks.phrases.length > 0
    const locked = review.content === 'locked' ? await listLockedOf(tx, review.matterId) : []
    const { boardId } = review
    await logReading(tx, actor, { releaseId, targetId: recordId, boardId, now: locals.now })
    return {
      release,
      review,
      isOpen: canMove(release.state, 'review'),
      isOwn: isOwnMade(review.content),
      places: paper ? placesOf(paper) : [],
      preview: paper && isMasked ? renderHtml(maskPaper(paper, review.masks)) : undefined,
      lockedId: locked.find((one) => one.recordId === recordId)?.id,
      accept: acceptedEndings,
      commandIds: { review: uuidv7(), mask: uuidv7(), copy: uuidv7() },
    }
  })

type Params = { releaseId: string; recordId: string }
const placed = ({ releaseId, recordId }: Params, form: FormReader) => ({
  ...{ releaseId, recordId, revision: form.revision() },
})

export const actions: Actions = {
  prova: (event) =>
    submit(event, reviewRecord, {
      input: (form) => ({
        ...placed(event.params, form),
        // An unknown word is refused by the shape as "choose one".
        verdict: form.text('provning') as Verdict,
        ...{ act: form.text('lag'), chapter: form.text('kapitel'), section: form.text('paragraf') },
        ...{ reason: form.text('motivering'), consultation: form.text('samrad') },
      }),
      names: {
        ...{ verdict: 'provning', act: 'lag', chapter: 'kapitel', section: 'paragraf' },
        ...{ reason: 'motivering', consultation: 'samrad' },
      },
      then: () => event.url.pathname,
      done: t.reviewed,
    }),
  maskera: (event) =>
    submit(event, maskRecord, {
      input: (form) => ({
        ...placed(event.params, form),
        places: form.all('del'),
        phrases: form
          .text('ord')
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }),
      names: { phrases: 'ord', places: 'del' },
      then: () => `${event.url.pathname}#maskera`,
      done: t.masked,
    }),
  kopia: (event) =>
    submit(event, addCopy, {
      input: async (form) => ({
        ...placed(event.params, form),
        file: await neededFile(form.file('fil')),
      }),
      names: { file: 'fil' },
      then: () => event.url.pathname,
      done: t.copied,
    }),
}
