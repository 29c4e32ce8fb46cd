import type { CurrentRow } from '#modules/followups/protocol-contract.ts'
import { protocolTexts, stateRefusals } from '#texts/sv/protocol.ts'
import type { Answer, Attempt } from './save-queue.ts'

type Body = {
  revision?: number
  changedAt?: string
  detail?: string
  current?: CurrentRow | { state: string }
  errors?: { detail: string }[]
}

/** Sends one row over the API and reads the answer: what failed on the way is tried again, what was refused is told. */
export async function sendRow(rowId: string, { commandId, revision, values }: Attempt): Promise<Answer> {
  const response = await fetch(`/api/v1/protocol-rows/${rowId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': commandId },
    body: JSON.stringify({ ...values, revision }),
    signal: AbortSignal.timeout(15_000),
  })
  if (response.status === 401) return { kind: 'signedOut' }
  if (response.status >= 500 || response.status === 429) return { kind: 'offline' }
  // Our own API answers in these shapes; whatever else lies between answers without them and counts as refused.
  const body = (await response.json().catch(() => ({}))) as Body
  if (response.ok && body.revision !== undefined)
    return { kind: 'saved', revision: body.revision, changedAt: body.changedAt ?? new Date().toISOString() }
  if (response.status === 412 && body.current && 'revision' in body.current)
    return { kind: 'conflict', current: body.current }
  return { kind: 'refused', message: refusalOf(body) }
}

function refusalOf(body: Body): string {
  const state = body.current && 'state' in body.current ? stateRefusals[body.current.state] : undefined
  const fields = (body.errors ?? []).map((fault) => fault.detail).join(' ')
  return [protocolTexts.refused, state ?? (fields || body.detail)].filter(Boolean).join(' ')
}
