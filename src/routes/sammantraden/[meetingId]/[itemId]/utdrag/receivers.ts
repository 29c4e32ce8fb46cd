import type { Way } from '#modules/meetings/rules.ts'

type Receiver = {
  kind: 'provider' | 'unit' | 'board' | 'council' | 'other'
  name: string
  way: Way
  providerId?: string
  unitId?: string
  toBoardId?: string
}

/** What was ticked (`unit:<unit>:<provider>`, `provider:<id>`, `board:<id>`), and the names that were typed. */
export function receiversFrom(ticked: readonly string[], typed: string, way: Way): Receiver[] {
  const inSystem = ticked.flatMap((value): Receiver[] => {
    const [kind, one = '', other = ''] = value.split(':')
    if (kind === 'unit') return [{ kind, name: '', way: 'system', unitId: one, providerId: other }]
    if (kind === 'provider') return [{ kind, name: '', way: 'system', providerId: one }]
    return kind === 'board' ? [{ kind, name: '', way: 'system', toBoardId: one }] : []
  })
  const named = typed
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name): Receiver => ({ kind: /råd/i.test(name) ? 'council' : 'other', name, way }))
  return [...inSystem, ...named]
}
