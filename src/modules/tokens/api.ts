import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { endToken, makeToken } from './commands.ts'
import { MakeToken, TokenView } from './contract.ts'
import { examples } from './examples.ts'
import { listTokens } from './queries.ts'

const tag = 'Tokens'
const done = z.object({ id: z.uuid() })
const tokens = z.object({ tokens: z.array(TokenView) })

export const tokensApi: readonly Operation[] = [
  reading({
    path: '/me/tokens',
    tag,
    verb: 'token.make',
    summary: 'Mina nycklar / My tokens',
    description: 'Every token the caller has made, with its areas, its last day and when it was last used.',
    answer: tokens,
    run: async (tx, _input, actor) => ({ tokens: await listTokens(tx, actor.accountId) }),
  }),
  changing({
    method: 'post',
    path: '/me/tokens',
    tag,
    summary: 'Skapa nyckel / Make a token',
    description:
      'The caller makes "upp_" and 32 random bytes as base64url: that is the token. Only the SHA-256 of that text is handed over, as 64 hexadecimal digits. Not possible with a token.',
    body: MakeToken,
    example: examples.makeToken,
    answer: done,
    command: makeToken,
    created: true,
  }),
  changing({
    method: 'delete',
    path: '/tokens/{tokenId}',
    tag,
    summary: 'Avsluta nyckel / End a token',
    description: 'One’s own, or as the administrator anybody’s. It is dead at the next request.',
    params: z.object({ tokenId: z.uuid() }),
    answer: done,
    command: endToken,
  }),
  reading({
    path: '/accounts/{accountId}/tokens',
    tag,
    verb: 'account.close',
    summary: 'Kontots nycklar / Tokens of an account',
    description: 'For the administrator: what tokens an account has and when they were used; never a token.',
    params: z.object({ accountId: z.uuid() }),
    answer: tokens,
    run: async (tx, { accountId }) => ({ tokens: await listTokens(tx, accountId) }),
  }),
]
