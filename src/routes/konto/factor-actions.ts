import { fail } from '@sveltejs/kit'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findAccount } from '#modules/accounts/public.ts'
import {
  addTotp,
  drawCodes,
  countAttempt,
  countCodesLeft,
  endOtherSessions,
  isRequired,
  listFactors,
  offerAgain,
  offerTotp,
  ownPasswordHash,
  passkeyPlace,
  removeFactor,
  renewCodes,
} from '#modules/factors/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { signedIn } from '#platform/web/ask.ts'
import { homeOf } from '#platform/web/home.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'

/** What the page shows of one's own second step. Without a password here there is nothing to set up here. */
export async function ownFactors(tx: Db, actor: Actor, { url, now }: { url: URL; now: Date }) {
  const email = (await findAccount(tx, actor.accountId))?.email ?? ''
  return {
    factors: await listFactors(tx, actor.accountId),
    codesLeft: await countCodesLeft(tx, actor.accountId),
    isRequired: await isRequired(tx),
    hasPassword: (await ownPasswordHash(tx)) !== null,
    mayHavePasskey: passkeyPlace(homeOf(url)) !== undefined,
    offer: offerTotp({ id: actor.accountId, email }, issuerOf(actor), now),
    email,
    factorId: uuidv7(),
  }
}

export const factorActions = {
  /** The codes are shown on the answer to this very form, and never again: only their hashes are kept. */
  'lagg-till-steg': async (event: FormEvent) => {
    const { codes, codeHashes } = codesFor(event)
    let offered: ReturnType<typeof sameOffer>
    const answer = await submit(event, addTotp, {
      input: async (form) => {
        offered = sameOffer(event, form)
        await countTry(event)
        return {
          factorId: form.text('factorId'),
          name: form.text('stegnamn'),
          offer: form.text('erbjudande'),
          code: form.text('kod'),
          password: passwordOf(form),
          codeHashes,
        }
      },
      names: { name: 'stegnamn', code: 'kod', password: 'stegLosenord' },
    })
    if (!('result' in answer)) return fail(answer.status, { ...answer.data, offered })
    return answer.result.codesKept ? { recoveryCodes: codes } : { factorAdded: true }
  },
  'ta-bort-steg': (event: FormEvent) =>
    submit(event, removeFactor, {
      input: async (form) => {
        await countTry(event)
        return { factorId: form.text('factorId'), password: passwordOf(form) }
      },
      names: { password: 'stegLosenord' },
      then: () => '/konto#andra-steget',
      done: t.removed,
    }),
  'nya-koder': async (event: FormEvent) => {
    const { codes, codeHashes } = codesFor(event)
    const answer = await submit(event, renewCodes, {
      input: async (form) => {
        await countTry(event)
        return { password: passwordOf(form), codeHashes }
      },
      names: { password: 'stegLosenord' },
    })
    return 'result' in answer ? { recoveryCodes: codes } : answer
  },
  'avsluta-andra': (event: FormEvent) =>
    submit(event, endOtherSessions, { input: () => ({}), then: () => '/konto', done: t.endedOthers }),
}

export const passwordOf = (form: FormReader) => form.exact('stegLosenord')
const issuerOf = (actor: Actor) => `Uppsikt ${actor.municipalityName}`

/** Nobody guesses the password at a computer that was left open. */
export function countTry({ locals }: FormEvent): Promise<void> {
  return countAttempt(locals.db, signedIn(locals).accountId, locals.now, 'ownPassword')
}

export function codesFor({ locals }: FormEvent) {
  return drawCodes(signedIn(locals).accountId)
}

/** A wrong code does not change the key that has just been typed into the phone. */
function sameOffer({ locals }: FormEvent, form: FormReader) {
  const actor = signedIn(locals)
  const sealed = form.text('erbjudande')
  const account = { id: actor.accountId, email: form.text('epost') }
  return offerAgain(account, issuerOf(actor), { sealed, now: locals.now })
}
