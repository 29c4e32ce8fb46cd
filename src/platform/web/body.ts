import { Problem } from '#kernel/problem.ts'

/** What was sent, read whole. What cannot be read is told as too large, or as no form, and not as our fault. */
export function postedForm(request: globalThis.Request): Promise<FormData> {
  return request.formData().catch(refuse)
}

export async function postedBytes(request: globalThis.Request): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await request.arrayBuffer().catch(refuse))
}

/** Broken off on the way, made by hand, or above the server's limit. */
function refuse(cause: unknown): never {
  throw new Problem(isTooLarge(cause) ? 'tooLarge' : 'malformed', { detail: String(cause) })
}

/** The server breaks off a body above BODY_SIZE_LIMIT with this status; whoever read the body may have wrapped it. */
function isTooLarge(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  return ('status' in cause && cause.status === 413) || isTooLarge(cause.cause)
}
