import { expect, test } from 'vitest'
import { placesOf, expectReadable, findings, type Scene } from './scene.ts'
import { expectAccessible } from './site.ts'
import { expectFits, expectWords, file, follow, press, toldYear, unfold, words } from './steps.ts'

/** The draft goes out, is commented and answered, and the assessment is fixed. */
export function answering(scene: Scene): void {
  const { at, row } = placesOf(scene)

  test('the draft goes out, and the manager comments per requirement, adds evidence and an own statement', async () => {
    const { reviewer, manager } = scene
    await reviewer.goto(at('faktagranskning'))
    await reviewer.getByLabel('Meddelande till utföraren').fill('Ring uppföljaren om något är oklart.')
    await press(reviewer, 'Skicka utkastet för faktagranskning')
    await expectWords(reviewer, 'Kryssa i rutan, eller rätta först.', 'Ring uppföljaren om något är oklart.')
    await reviewer.getByLabel('Jag har sett det som behöver ses över').check()
    await press(reviewer, 'Skicka utkastet för faktagranskning')
    await expectWords(reviewer, 'Utkastet är skickat för faktagranskning.', 'Karin Wall')

    await manager.goto('/lamna-in')
    await follow(manager, 'Granska utkastet till bedömning')
    await expectWords(
      manager,
      'Svara senast',
      'Larmet vid entrén fungerar inte.',
      'Ring uppföljaren om något är oklart.',
    )
    await expectFits(manager)
    await expectReadable(scene, manager)
    const disputed = manager.locator(`#krav-${row(1)}`)
    await unfold(disputed, 'Läs kravet, nivåerna och lagrummen')
    await unfold(disputed, 'Skriv en synpunkt på kravet')
    await disputed.getByLabel('Sakfel').check()
    await disputed.getByLabel('Synpunkt', { exact: true }).fill('Alla fem rutinerna är lästa, se listan.')
    await disputed
      .getByLabel('Underlag')
      .setInputFiles(file('lista.txt', 'Fem rutiner, lästa av alla i oktober.'))
    await press(disputed, 'Spara synpunkten')
    await expectWords(manager, 'Synpunkten är sparad hos er.')
    await reviewer.goto(at('faktagranskning'))
    expect(await words(reviewer)).not.toContain('se listan')

    await manager.getByLabel('Eget yttrande').fill('Vi delar bilden i stort och har beställt nytt larm.')
    await unfold(manager, 'Skicka in svaret')
    await press(manager, 'Skicka in nu')
    await expectWords(manager, 'Svaret är inskickat.', 'Det innehöll 1 synpunkt')
  })

  test('each comment is answered, and the assessment is fixed with the operator’s own words in it', async () => {
    const { reviewer } = scene
    await reviewer.goto(at('faktagranskning'))
    await expectWords(reviewer, 'Alla fem rutinerna är lästa, se listan.', 'lista.txt', '0 av 1 besvarade')
    expect(await reviewer.getByText('Fastställ och skicka till utföraren').count()).toBe(0)
    await reviewer.getByLabel('Ändrat enligt synpunkten').check()
    await reviewer
      .getByLabel('Svar till utföraren')
      .fill('Listan visar att rutinerna är lästa. Bedömningen ändras.')
    await press(reviewer, 'Spara svaret')
    await unfold(reviewer, 'Ändra bedömningen av kravet')
    await reviewer.getByRole('radio', { name: 'Uppfyllt', exact: true }).check()
    await reviewer.getByLabel('Anteckning').fill('Rutinerna är lästa av alla.')
    await press(reviewer, 'Spara bedömningen')
    await expectWords(reviewer, '1 av 1 besvarade')
    await unfold(reviewer, 'Fastställ bedömningen')
    await press(reviewer, 'Fastställ och skicka till utföraren')
    await expectWords(reviewer, 'Bedömningen är fastställd och skickad till utföraren.')
    await reviewer.goto(at('bedomning'))
    await expectAccessible(reviewer)
    await expectWords(reviewer, 'Version 1, gäller nu', 'Vi delar bilden i stort och har beställt nytt larm.')
    await reviewer.goto(at('brister'))
    await expectWords(reviewer, 'Akut brist', 'Larmet vid entrén fungerar inte', ...Object.values(findings))
    await follow(reviewer, findings.insight)
    await expectWords(
      reviewer,
      'Kravet, som det löd då',
      'B10.7',
      'Björkgården',
      `Uppföljning av Björkgården ${toldYear('2026-11-27')}`,
    )
  })
}
