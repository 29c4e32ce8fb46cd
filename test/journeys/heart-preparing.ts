import { test } from 'vitest'
import { expectReadable, placesOf, type Scene } from './scene.ts'
import { expectAccessible } from './site.ts'
import {
  dayFromNow,
  expectFits,
  expectWords,
  file,
  follow,
  invite,
  lastThursday,
  press,
  protocolOf,
  unfold,
  windowOf,
} from './steps.ts'

/** From the morning the follow-up is due to the visit. */
export function preparing(scene: Scene): void {
  const { at, followUpId } = placesOf(scene)

  test('the reviewer sees on the home page that the follow-up is due, and why its requirements apply', async () => {
    const { site } = scene
    const reviewer = (scene.reviewer = await windowOf(site, 'uppfoljare1'))
    await expectWords(reviewer, 'Björkgården')
    await follow(reviewer, 'Björkgården')
    scene.home = new URL(reviewer.url()).pathname
    await expectWords(reviewer, 'Åkerbo Omsorg AB', 'MAS', 'Protokollet får', 'Ur avtalet eller uppdraget')
    await expectWords(reviewer, 'Förra gången', 'och var de står nu')
    await expectAccessible(reviewer)
    await unfold(reviewer, 'Ändra planen')
    await reviewer.getByLabel('Grundläggande').check()
    await press(reviewer, 'Spara planen')
    await expectWords(reviewer, 'Ur avtalet eller uppdraget', 'Årets fokusområden')
    await press(reviewer, 'Förbered uppföljningen')
    await expectWords(
      reviewer,
      'Protokollet är gjort i ordning.',
      'Jävsdeklaration saknas från Marianne Söderqvist',
    )
  })

  test('the MAS declares no bias, and the team of two professions is complete', async () => {
    const { site } = scene
    const mas = (scene.mas = await windowOf(site, 'mas'))
    await follow(mas, 'Björkgården')
    await follow(mas, 'Gå till teamet')
    await mas.getByLabel('Nej, jag är inte jävig').check()
    await press(mas, 'Lämna jävsdeklaration')
    await expectWords(mas, 'Teamet uppfyller kraven och alla har lämnat jävsdeklaration.')
  })

  test('the manager of the private provider is invited by link, chooses a password and sees what is coming', async () => {
    const { site } = scene
    const manager = (scene.manager = await invite(site, {
      name: 'Karin Wall',
      email: 'karin.wall@akerbo.example',
      role: 'Utförarens ansvariga',
      provider: 'Åkerbo Omsorg AB',
    }))
    await expectWords(
      manager,
      'Att lämna in',
      'Uppföljning av Björkgården',
      'Ulrika Dahlén',
      'Marianne Söderqvist',
    )
    await expectFits(manager)
  })

  test('the reviewer asks for four documents with a day, and the manager sees what, when and why', async () => {
    const { reviewer, manager } = scene
    await reviewer.goto(at('underlag'))
    for (const document of [
      'Rutiner',
      'Egenkontroller det senaste året',
      'Bemanningsschema för en fyraveckorsperiod',
    ])
      await reviewer.getByLabel(document).check()
    await reviewer.getByLabel('Datum för de ikryssade underlagen').fill(dayFromNow(9))
    const own = reviewer.getByRole('group', { name: 'Eget underlag 1' })
    await own.getByLabel('Vad ska lämnas in?').fill('Plan för brandskydd')
    await own.getByLabel('Varför behövs det?').fill('Visar att utrymning är övad det senaste året.')
    await own.getByLabel('Senast').fill(dayFromNow(9))
    await press(reviewer, 'Begär underlagen')
    await expectWords(reviewer, '4 underlag väntar på enheten')

    await manager.goto('/lamna-in')
    await expectWords(manager, 'Plan för brandskydd', 'Rutiner', '9 dagar kvar', 'Lagstöd eller avtal')
    await expectReadable(scene, manager)
  })

  test('the manager hands in a document, gets a receipt, and asks for more time with another', async () => {
    const { reviewer, manager } = scene
    await follow(manager, 'Plan för brandskydd')
    await expectWords(manager, 'Visar att utrymning är övad det senaste året.', 'Avtalet eller uppdraget')
    await manager
      .getByLabel('Filer')
      .setInputFiles(file('brandskydd.txt', 'Utrymning övad i mars och i september.'))
    await press(manager, 'Lämna in')
    await expectWords(manager, 'Inlämnat. Kvittensnummer', 'brandskydd.txt')
    await manager.goto('/lamna-in')
    await manager.getByLabel('Enhet', { exact: true }).selectOption('Björkgården')
    await press(manager, 'Visa')
    await follow(manager, 'Bemanningsschema för en fyraveckorsperiod')
    await unfold(manager, 'Be om anstånd')
    await manager.getByLabel('Nytt datum').fill(dayFromNow(14))
    await manager.getByLabel('Skäl').fill('Schemat för julen läggs nästa vecka.')
    await press(manager, 'Be om anstånd')
    await expectWords(manager, 'Kommunen har fått er begäran om anstånd.')

    await reviewer.goto(at('underlag'))
    await expectWords(
      reviewer,
      'Enheten ber om anstånd (mer tid)',
      'Schemat för julen läggs nästa vecka.',
      'brandskydd.txt',
    )
    await press(reviewer, 'Ge anstånd')
    await press(reviewer, 'Godkänn underlaget: Plan för brandskydd')
    await expectWords(reviewer, 'Underlaget är godkänt.')
    await manager.reload()
    await expectWords(manager, 'Kommunen har gett er anstånd.')
  })

  test('the reviewer records the visit of a Thursday evening, with who was met told as roles', async () => {
    const { reviewer } = scene
    await reviewer.goto(at('besok'))
    await reviewer.getByLabel('Datum').fill(lastThursday())
    await reviewer.getByLabel('Klockan').fill('18.30')
    await reviewer.getByLabel('Ja, besöket var anmält').check()
    for (const role of ['Enhetschef', 'Omsorgspersonal', 'Brukare']) await reviewer.getByLabel(role).check()
    await reviewer.getByLabel('Anteckningar').fill('Lugn kväll. Middagen lagades tillsammans.')
    await press(reviewer, 'Spara besöket')
    await expectWords(
      reviewer,
      'Besöket är antecknat.',
      'Torsdag',
      '18.30',
      'Kväll',
      'Enhetschef, Omsorgspersonal, Brukare',
    )
    scene.rows = await protocolOf(reviewer, followUpId())
  })
}
