import { test } from 'vitest'
import { placesOf, type Scene } from './scene.ts'
import { expectWords, follow, leave, press, unfold } from './steps.ts'

/** What was fixed can be corrected; what stood before stays. */
export function correcting(scene: Scene): void {
  const { at } = placesOf(scene)

  test('a mistake in the fixed assessment is corrected by a new version with its reason, and both stay readable', async () => {
    const { reviewer, manager } = scene
    await reviewer.goto(at('bedomning'))
    await unfold(reviewer.locator('#ratta'), 'Rätta bedömningen')
    await reviewer.getByLabel('Vad är fel, och varför rättar ni?').fill('Fel datum på rutinen.')
    const correction = reviewer.locator('#ratta details details', { hasText: 'B1.1' })
    await unfold(correction, 'B1.1')
    await correction.getByLabel('Ändra det här kravet').check()
    await correction.getByLabel('Anteckning').fill('Rutinen är daterad 2026-03-10.')
    await press(reviewer, 'Spara rättelsen som en ny version')
    await expectWords(
      reviewer,
      'Rättelsen är sparad som en ny version.',
      'Version 2, gäller nu',
      'Fel datum på rutinen.',
    )
    await follow(reviewer, 'Version 1')
    await expectWords(reviewer, 'Version 1, ersatt')
    await manager.goto('/besked')
    await expectWords(manager, 'Bedömningen är rättad')
    await manager.goto('/resultat')
    await leave(manager.getByRole('link', { name: 'Björkgården' }).first())
    await expectWords(
      manager,
      'Rutinen är daterad 2026-03-10.',
      'Vi delar bilden i stort och har beställt nytt larm.',
    )
  })
}
