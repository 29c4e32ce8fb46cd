import { Problem } from '#kernel/problem.ts'

/** A body can be read once; who asks again, to give the form back, gets what was read. Forgotten with its request. */
const forms = new WeakMap<globalThis.Request, Promise<FormData>>()

/** What was sent, read whole. What cannot be read is told as too large, or as no form, and not as our fault. */
export function postedForm(request: globalThis.Request): Promise<FormData> {
  const form = forms.get(request) ?? request.formData().catch(refuse)
  forms.set(request, form)
  return form
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
