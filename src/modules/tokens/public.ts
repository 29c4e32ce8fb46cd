export { endToken, longestLife, makeToken } from './commands.ts'
export { findTokenActor, listTokens } from './queries.ts'
export { newSecret } from './secret.ts'
