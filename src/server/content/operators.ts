import type { Course, Scene } from './scene.ts'

export type Operator = { id: string; name: string }

/**
 * Who acts for the unit: its own manager, else the provider's. Where no one of them has an account in the demo, the
 * role stands without a name.
 */
export function operatorOf(scene: Scene, { content, state }: Course): Operator {
  const own = scene.demo.people.filter(({ provider }) => provider === state.provider)
  const manager =
    own.find(({ roles }) =>
      roles.some(({ role, unit }) => role === 'unitManager' && unit === content.unit),
    ) ?? own.find(({ roles }) => roles.some(({ role }) => role === 'providerManager'))
  if (manager) return { id: scene.batch.id('account', manager.key), name: manager.name }
  return { id: scene.batch.id('formerAccount', content.unit), name: 'Enhetschef' }
}
