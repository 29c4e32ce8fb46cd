import { fail, redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad, RequestEvent } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import {
  drawCodes,
  placeToAnswer,
  proveCode,
  provePasskey,
  setUpPasskey,
  setUpTotp,
} from '#modules/factors/public.ts'
import { findHalf, type Half } from '#platform/session/half.ts'
import type { OpenedSession } from '#platform/session/session.ts'
import { postedForm } from '#platform/web/body.ts'
import { cameFrom } from '#platform/web/came-from.ts'
import { setSessionToken } from '#platform/web/cookie.ts'
import { setFlash } from '#platform/web/flash.ts'
import { failed, readForm, type FormReader } from '#platform/web/form.ts'
import { clearHalfToken, halfToken } from '#platform/web/half-cookie.ts'
import { homeOf } from '#platform/web/home.ts'
import { readKept } from '#platform/web/kept.ts'
import { localPath } from '#platform/web/paths.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'
import { sameOffer, shownOf } from './shown.ts'

export const load: PageServerLoad = async ({ locals, cookies, url, request }) => {
  const next = localPath(url.searchParams.get('till'))
  const half = await findHalf(locals.db, halfToken(cookies), locals.now)
  // After a form this page answers itself: it may have to show the codes, or say that it took too long.
  if (!half && request.method === 'GET') redirect(303, locals.actor ? next : '/logga-in')
  return { next, factorId: uuidv7(), ...(await shownOf(half, { ...locals, url })) }
}

export const actions: Actions = {
  kod: (event) => pass(event, (form) => proveCode(event.locals.db, form.text('kod'), atOf(event))),
  passernyckel: (event) =>
    pass(event, (form) => provePasskey(event.locals.db, answerOf(event, form), atOf(event))),
  lagg: (event) =>
    setUp(event, (form, first) =>
      setUpTotp(
        event.locals.db,
        { ...first, name: t.defaultName, offer: form.text('erbjudande'), code: form.text('kod') },
        atOf(event),
      ),
    ),
  'lagg-passernyckel': (event) =>
    setUp(event, (form, first) =>
      setUpPasskey(
        event.locals.db,
        { ...first, name: t.defaultPasskey, ...answerOf(event, form) },
        atOf(event),
      ),
    ),
  /** What was written before the session ended goes along through this step too. */
  behall: async ({ request }) => ({ keep: readForm(await postedForm(request)).text('behallet') }),
}

type Proved = OpenedSession & { codesLeft?: number }

/** The second step, by whichever way: in, and on to where somebody was going. */
async function pass(event: RequestEvent, prove: (form: FormReader) => Promise<Proved>) {
  const data = await postedForm(event.request)
  const form = readForm(data)
  const kept = readKept(form.text('behallet'))
  let codesLeft: number | undefined
  try {
    const session = await prove(form)
    letIn(event, session.token)
    codesLeft = session.codesLeft
  } catch (cause) {
    return failed(event, cause, { data, names: {} })
  }
  if (codesLeft !== undefined) setFlash(event.cookies, t.left(codesLeft))
  if (kept) return { kept }
  redirect(303, codesLeft === 0 ? '/konto#andra-steget' : localPath(form.text('till')))
}

type First = { factorId: string; codeHashes: readonly string[] }

/** The codes are shown on the answer to this very form, and never again: only their hashes are kept. */
async function setUp(event: RequestEvent, make: (form: FormReader, first: First) => Promise<OpenedSession>) {
  const data = await postedForm(event.request)
  const form = readForm(data)
  const half = await halfOf(event)
  const { codes, codeHashes } = drawCodes(half?.accountId ?? '')
  try {
    const session = await make(form, { factorId: form.text('factorId'), codeHashes })
    letIn(event, session.token)
    return { codes, next: localPath(form.text('till')), kept: readKept(form.text('behallet')) }
  } catch (cause) {
    const failure = failed(event, cause, { data, names: { code: 'kod', answer: 'svar' } })
    return fail(failure.status, {
      ...failure.data,
      offered: sameOffer(half, form.text('erbjudande'), event.locals.now),
    })
  }
}

function halfOf({ locals, cookies }: RequestEvent): Promise<Half | undefined> {
  return findHalf(locals.db, halfToken(cookies), locals.now)
}

/** What the browser gave, and the place it is to be for. */
function answerOf({ url }: RequestEvent, form: FormReader) {
  return { answer: form.text('svar'), place: placeToAnswer(homeOf(url)) }
}

function atOf(event: RequestEvent) {
  return { halfToken: halfToken(event.cookies), ...cameFrom(event) }
}

function letIn({ cookies }: RequestEvent, token: string): void {
  clearHalfToken(cookies)
  setSessionToken(cookies, token)
}
