import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { findAccount } from '#modules/accounts/public.ts'
import {
  addPasskey,
  beginPasskey,
  listPasskeys,
  ownPasswordHash,
  passkeyPlace,
  placeToAnswer,
  registrationOptions,
  takeOwnChallenge,
} from '#modules/factors/public.ts'
import { ask, signedIn } from '#platform/web/ask.ts'
import { setFlash } from '#platform/web/flash.ts'
import { submit, type FormEvent } from '#platform/web/form.ts'
import { homeOf } from '#platform/web/home.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'
import { codesFor, countTry, passwordOf } from '../factor-actions.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx) => ({
    hasPassword: (await ownPasswordHash(tx)) !== null,
    isPossible: passkeyPlace(homeOf(url)) !== undefined,
    factorId: uuidv7(),
  }))

export const actions: Actions = {
  /** The password first: whoever sits down at a computer left open makes no passkey. */
  borja: async (event) => {
    const answer = await submit(event, beginPasskey, {
      input: async (form) => {
        await countTry(event)
        return { name: form.text('stegnamn'), password: passwordOf(form) }
      },
      names: { name: 'stegnamn', password: 'stegLosenord' },
    })
    if (!('result' in answer)) return answer
    const { id, name, challenge } = answer.result
    return { begun: { challengeId: id, name, options: await optionsFor(event, challenge) } }
  },
  /** The codes are shown on the answer to this very form, and never again: only their hashes are kept. */
  spara: async (event) => {
    const { codes, codeHashes } = codesFor(event)
    const answer = await submit(event, addPasskey, {
      input: async (form) => ({
        factorId: form.text('factorId'),
        name: form.text('stegnamn'),
        answer: form.text('svar'),
        challenge: await challengeOf(event, form.text('utmaning')),
        place: placeOf(event),
        codeHashes,
      }),
      names: { answer: 'svar', challenge: 'svar', name: 'stegnamn' },
    })
    if (!('result' in answer)) return answer
    if (answer.result.codesKept) return { recoveryCodes: codes }
    setFlash(event.cookies, t.passkeyAdded)
    redirect(303, '/konto#andra-steget')
  },
}

function challengeOf({ locals }: FormEvent, challengeId: string): Promise<string> {
  return takeOwnChallenge(locals.db, signedIn(locals), challengeId, locals.now)
}

function placeOf({ url }: FormEvent) {
  return placeToAnswer(homeOf(url))
}

function optionsFor(event: FormEvent, challenge: string) {
  return ask(event.locals, async (tx, actor) => {
    const { accountId, name, municipalityName } = actor
    const email = (await findAccount(tx, accountId))?.email ?? ''
    const known = await listPasskeys(tx, accountId)
    const owner = { accountId, email, name, municipalityName }
    return registrationOptions(placeOf(event), { owner, challenge, known })
  })
}
