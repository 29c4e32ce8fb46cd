import { fail, redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import {
  linkOf,
  newRecoveryCodes,
  offerTotp,
  proveCode,
  readOffer,
  recoveryHash,
  setUpTotp,
} from '#modules/factors/public.ts'
import { findHalf, type Half } from '#platform/session/half.ts'
import { postedForm } from '#platform/web/body.ts'
import { setSessionToken } from '#platform/web/cookie.ts'
import { setFlash } from '#platform/web/flash.ts'
import { failed, readForm, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { clearHalfToken, halfToken } from '#platform/web/half-cookie.ts'
import { readKept } from '#platform/web/kept.ts'
import { localPath } from '#platform/web/paths.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'

export const load: PageServerLoad = async ({ locals, cookies, url, request }) => {
  const next = localPath(url.searchParams.get('till'))
  const half = await findHalf(locals.db, halfToken(cookies), locals.now)
  // After a form this page answers itself: it may have to show the codes, or say that it took too long.
  if (!half && request.method === 'GET') redirect(303, locals.actor ? next : '/logga-in')
  return { next, factorId: uuidv7(), ...(half ? shownOf(half, locals.now) : over) }
}

const over = { step: undefined, email: '', municipality: '', offer: undefined }

function shownOf(half: Half, now: Date) {
  const { step, email, municipalityName: municipality } = half
  return { step, email, municipality, offer: step === 'setUp' ? offerOf(half, now) : undefined }
}

export const actions: Actions = {
  kod: async (event) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    const kept = readKept(form.text('behallet'))
    const next = localPath(form.text('till'))
    let codesLeft: number | undefined
    try {
      const session = await proveCode(event.locals.db, form.text('kod'), atOf(event))
      letIn(event, session.token)
      codesLeft = session.codesLeft
    } catch (cause) {
      return failed(event, cause, { data, names: {} })
    }
    if (codesLeft !== undefined) setFlash(event.cookies, t.left(codesLeft))
    if (kept) return { kept }
    redirect(303, codesLeft === 0 ? '/konto#andra-steget' : next)
  },
  /** The codes are shown on the answer to this very form, and never again: only their hashes are kept. */
  lagg: async (event) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    try {
      const codes = await setUp(event, form)
      return { codes, next: localPath(form.text('till')), kept: readKept(form.text('behallet')) }
    } catch (cause) {
      const failure = failed(event, cause, { data, names: { code: 'kod' } })
      return fail(failure.status, { ...failure.data, offered: await sameOffer(event, form) })
    }
  },
  /** What was written before the session ended goes along through this step too. */
  behall: async ({ request }) => ({ keep: readForm(await postedForm(request)).text('behallet') }),
}

async function setUp(event: Parameters<typeof atOf>[0], form: FormReader): Promise<string[]> {
  const { db, now } = event.locals
  const half = await findHalf(db, halfToken(event.cookies), now)
  const codes = newRecoveryCodes()
  const session = await setUpTotp(
    db,
    {
      factorId: form.text('factorId'),
      name: t.defaultName,
      offer: form.text('erbjudande'),
      code: form.text('kod'),
      codeHashes: codes.map((code) => recoveryHash(half?.accountId ?? '', code).toString('hex')),
    },
    atOf(event),
  )
  letIn(event, session.token)
  return codes
}

function atOf(event: FormEvent & { getClientAddress: () => string }) {
  return {
    halfToken: halfToken(event.cookies),
    agent: event.request.headers.get('user-agent') ?? '',
    now: event.locals.now,
    address: event.getClientAddress(),
  }
}

function letIn({ cookies }: FormEvent, token: string): void {
  clearHalfToken(cookies)
  setSessionToken(cookies, token)
}

function offerOf(half: Half, now: Date) {
  return offerTotp({ id: half.accountId, email: half.email }, issuerOf(half), now)
}

/** A wrong code does not change the key that has just been typed into the phone. */
async function sameOffer(event: FormEvent, form: FormReader) {
  const { db, now } = event.locals
  const half = await findHalf(db, halfToken(event.cookies), now)
  if (half?.step !== 'setUp') return undefined
  const sealed = form.text('erbjudande')
  const secret = readOffer(half.accountId, sealed, now)
  return secret === undefined
    ? undefined
    : { sealed, secret, link: linkOf(half.email, issuerOf(half), secret) }
}

const issuerOf = (half: Half) => `Uppsikt ${half.municipalityName}`
