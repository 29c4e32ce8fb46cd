/**
 * Everything that can go wrong for a user, by code. The code is stable (API, logs); the Swedish sentence is in
 * texts/sv/problems.ts. A stranger gets notFound, never a hint that something exists.
 */
export const problemStatus = {
  invalidInput: 422,
  personalNumber: 422,
  unknownField: 400,
  malformed: 400,
  signedOut: 401,
  wrongCredentials: 422,
  signInRefused: 403,
  wrongCode: 422,
  passkeyRefused: 422,
  secondStepOver: 410,
  tooManyAttempts: 429,
  tooManyCalls: 429,
  tooManyPages: 429,
  linkNotValid: 410,
  notFound: 404,
  notAllowed: 403,
  wrongState: 409,
  alreadyDone: 409,
  commandIdReused: 409,
  duplicate: 409,
  stale: 412,
  conditionUnknown: 400,
  missingRole: 409,
  biasMissing: 409,
  checksRemain: 409,
  incompletePlan: 409,
  unansweredComments: 409,
  frozen: 409,
  disposed: 409,
  secondPerson: 409,
  ruleChanged: 409,
  tooLarge: 413,
  fileTypeRefused: 415,
  storageFull: 507,
  scannerDown: 503,
  tableUnreadable: 422,
  importHasFaults: 409,
  importBuiltOn: 409,
  importBrokeOff: 503,
  wrongMediaType: 415,
  foreignOrigin: 403,
  otherLockKey: 503,
  busy: 503,
  unavailable: 503,
  unexpected: 500,
} as const

export type ProblemCode = keyof typeof problemStatus

/** A fault at one field. `path` is the input's name ("dueOn", "actions.2.owner"); `code` words it (texts/sv/problems.ts). */
export type FieldFault = { path: string; code: string; position?: number; cell?: string }

type Extra = { fields?: readonly FieldFault[]; detail?: string; current?: unknown }

/** The one class: thrown where a request cannot go on, caught where it is answered. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly fields: readonly FieldFault[]
  /** For the log only; never shown. */
  readonly detail: string
  /** With `stale`: what the row holds now, so that both values can be shown. */
  readonly current: unknown

  constructor(code: ProblemCode, extra: Extra = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.status = problemStatus[code]
    this.fields = extra.fields ?? []
    this.detail = extra.detail ?? ''
    this.current = extra.current
  }
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem
}

/** One fault at one field, as an error. */
export function fieldProblem(path: string, code: string): Problem {
  return new Problem('invalidInput', { fields: [{ path, code }] })
}
