import { createHash, randomBytes } from 'node:crypto'

/** Ten codes for whoever has lost the phone. Read aloud and typed in: no letters that are taken for others. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codes = 10
const letters = 24

/** Six groups of four: 120 random bits, five a letter, so that a quick hash is enough. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: codes }, () => {
    const drawn = [...randomBytes(letters)].map((byte) => alphabet[byte % alphabet.length])
    return drawn.join('').replace(/(.{4})(?!$)/g, '$1-')
  })
}

/** New codes to show once, and what is kept of them. */
export function drawCodes(accountId: string): { codes: string[]; codeHashes: string[] } {
  const drawn = newRecoveryCodes()
  return { codes: drawn, codeHashes: drawn.map((code) => recoveryHash(accountId, code).toString('hex')) }
}

/** Bound to the account, so that the same code of two accounts cannot be seen to be the same. */
export function recoveryHash(accountId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`${accountId} ${plain(code)}`)
    .digest()
}

export function looksLikeRecoveryCode(typed: string): boolean {
  return plain(typed).length === letters
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '')
}
