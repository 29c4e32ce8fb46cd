export { addTotp, endOtherSessions, removeFactor, renewCodes, resetFactors } from './commands.ts'
export { addPasskey, beginPasskey, takeOwnChallenge } from './commands-passkey.ts'
export { countAttempt, withOwnScope } from './own-scope.ts'
export {
  passkeyPlace,
  placeToAnswer,
  registrationOptions,
  signInOptions,
  type PasskeyPlace,
} from './passkey.ts'
export { countCodesLeft, isRequired, listFactors, listPasskeys, ownPasswordHash } from './queries.ts'
export { drawCodes } from './recovery.ts'
export { setUpPasskey, setUpTotp } from './set-up.ts'
export { proveCode, provePasskey } from './sign-in.ts'
export { offerAgain, offerTotp, type Offer } from './totp.ts'
