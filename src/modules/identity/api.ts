import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { bindIdentity, saveIdentityProvider, testIdentityProvider, turnAwayIdentity } from './commands.ts'
import {
  BindIdentity,
  IdentityProviderView,
  Saved,
  SaveIdentityProvider,
  Settled,
  Tested,
  WaitingIdentityView,
} from './contract.ts'
import { examples } from './examples.ts'
import { listIdentityProviders, listUnboundIdentities } from './queries.ts'

const tag = 'Inloggning'
const provider = z.object({ identityProviderId: z.uuid() })
const identity = z.object({ identityId: z.uuid() })

export const identityApi: readonly Operation[] = [
  reading({
    path: '/identity-providers',
    tag,
    verb: 'identityProvider.save',
    summary: 'Lista inloggningstjänster / List identity providers',
    description: 'The municipality’s own identity providers, without their secrets.',
    answer: z.object({ identityProviders: z.array(IdentityProviderView) }),
    run: async (tx) => ({ identityProviders: await listIdentityProviders(tx) }),
  }),
  changing({
    method: 'put',
    path: '/identity-providers/{identityProviderId}',
    tag,
    summary: 'Spara inloggningstjänst / Save an identity provider',
    description: 'Adds one (revision 0), or changes one from the revision that was seen.',
    params: provider,
    body: SaveIdentityProvider.omit({ identityProviderId: true }),
    example: examples.saveIdentityProvider,
    answer: Saved,
    command: saveIdentityProvider,
  }),
  changing({
    method: 'post',
    path: '/identity-providers/{identityProviderId}/tests',
    tag,
    summary: 'Prova inloggningstjänst / Test an identity provider',
    description: 'Asks the provider who it is, and whether it knows the client. The outcome is a word.',
    params: provider,
    answer: Tested,
    command: testIdentityProvider,
  }),
  reading({
    path: '/waiting-identities',
    tag,
    verb: 'identity.bind',
    summary: 'Lista de som väntar / List who waits',
    description: 'People who have signed in at a provider and have no account here.',
    answer: z.object({ identities: z.array(WaitingIdentityView) }),
    run: async (tx) => ({ identities: await listUnboundIdentities(tx) }),
  }),
  changing({
    method: 'post',
    path: '/waiting-identities/{identityId}/binding',
    tag,
    summary: 'Koppla till konto / Bind to an account',
    description: 'From then on it is the account’s way in.',
    params: identity,
    body: BindIdentity.omit({ identityId: true }),
    example: examples.bindIdentity,
    answer: Settled,
    command: bindIdentity,
  }),
  changing({
    method: 'post',
    path: '/waiting-identities/{identityId}/turning-away',
    tag,
    summary: 'Avvisa / Turn away',
    description:
      'Closes this way in, also one that was bound, whose sessions and roles end. Binding opens it again.',
    params: identity,
    answer: Settled,
    command: turnAwayIdentity,
  }),
]
