export { recordSuccession, withdrawSuccession } from './commands.ts'
export { successionKinds, type SuccessionKind } from './rules.ts'
