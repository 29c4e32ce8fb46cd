import { expect, test } from 'vitest'
import { causeFor } from './cause.ts'
import { initiators, triggers } from './rules.ts'

test('a unit reads why it is followed up, and never that somebody in or near it has told', () => {
  for (const trigger of triggers)
    for (const initiator of ['staff', 'resident'] as const) {
      const words = causeFor({ trigger, initiator, initiatorDecision: '' })
      expect(words).toMatch(/^[^.]+\.$/)
      expect(words).not.toMatch(/initiativ|medarbetare|invånare|anhörig|signal/i)
    }
  for (const initiator of initiators)
    expect(causeFor({ trigger: 'signal', initiator, initiatorDecision: '' })).not.toMatch(/signal/i)
})

test('a unit reads on whose initiative it is where a board, a chair or an authority has asked', () => {
  expect(causeFor({ trigger: 'money', initiator: 'chair', initiatorDecision: '§ 12' })).toBe(
    'Stor avvikelse i budget, debitering eller fakturering. Initiativ av: nämndens ordförande, § 12.',
  )
})
