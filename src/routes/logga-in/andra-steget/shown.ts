import {
  listFactors,
  listPasskeys,
  offerAgain,
  offerTotp,
  passkeyPlace,
  registrationOptions,
  signInOptions,
  withOwnScope,
  type PasskeyPlace,
} from '#modules/factors/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Half } from '#platform/session/half.ts'
import { homeOf } from '#platform/web/home.ts'

const nothing = { offer: undefined, make: undefined, use: undefined, hasApp: false }

type At = { db: Db; url: URL; now: Date }

/** What the page shows of the step that is left; nothing when nobody is on the way in. */
export async function shownOf(half: Half | undefined, at: At) {
  if (!half) return { ...nothing, step: undefined, email: '', municipality: '' }
  const { step, email, municipalityName: municipality } = half
  const place = passkeyPlace(homeOf(at.url))
  if (step === 'setUp') {
    const make = place && (await makeOptions(place, half))
    return { ...nothing, step, email, municipality, offer: offerOf(half, at.now), make }
  }
  return { ...nothing, step, email, municipality, ...(await useOf(half, { ...at, place })) }
}

/** A wrong code does not change the key that has just been typed into the phone. */
export function sameOffer(half: Half | undefined, sealed: string, now: Date) {
  if (half?.step !== 'setUp') return undefined
  return offerAgain({ id: half.accountId, email: half.email }, issuerOf(half), { sealed, now })
}

function makeOptions(place: PasskeyPlace, half: Half) {
  return registrationOptions(place, { owner: half, challenge: half.challenge, known: [] })
}

async function useOf(half: Half, { db, place }: { db: Db; place: PasskeyPlace | undefined }) {
  const { known, hasApp } = await withOwnScope(db, half, async (tx) => ({
    known: await listPasskeys(tx, half.accountId),
    hasApp: (await listFactors(tx, half.accountId)).some(({ kind }) => kind === 'totp'),
  }))
  const isUsable = place !== undefined && known.length > 0
  return {
    hasApp,
    use: isUsable ? await signInOptions(place, { challenge: half.challenge, known }) : undefined,
  }
}

function offerOf(half: Half, now: Date) {
  return offerTotp({ id: half.accountId, email: half.email }, issuerOf(half), now)
}

const issuerOf = (half: Half) => `Uppsikt ${half.municipalityName}`
