import { expect, test } from 'vitest'
import { placesOf, type Scene } from './scene.ts'
import { expectAccessible } from './site.ts'
import {
  addEvidence,
  article,
  assessAsMet,
  expectWords,
  follow,
  nearRow,
  press,
  protocolOf,
  saved,
  verdict,
  windowOf,
} from './steps.ts'

/** The protocol, alone and with a colleague, until nothing stops the draft. */
export function assessing(scene: Scene): void {
  const { at, row, followUpId } = placesOf(scene)

  test('the reviewer assesses by pointer and by keys, and the work is saved as it is written', async () => {
    const { reviewer, rows } = scene
    await reviewer.goto(at('protokoll'))
    await expectWords(reviewer, `0 av ${rows.length} bedömda`)
    await verdict(reviewer, row(0), { word: 'Uppfyllt' })
    await addEvidence(reviewer, row(0), 'Rutin för avvikelser, daterad 2026-03-01, sidan 4')
    await verdict(reviewer, row(1), { word: 'Delvis uppfyllt', note: 'Tre av fem rutiner är lästa av alla.' })
    await verdict(reviewer, row(2), { word: 'Inte uppfyllt', note: 'Larmet vid entrén fungerar inte.' })
    await article(reviewer, row(2)).getByLabel('Nivå 1').check()
    await verdict(reviewer, row(3), { word: 'Ej aktuellt' })
    await article(reviewer, row(3))
      .getByLabel('Varför är kravet inte aktuellt?')
      .fill('Ingen har beslut om insatsen.')
    await saved(reviewer, row(3))
    await reviewer.keyboard.press('Escape')
    await reviewer.keyboard.press('u')
    await reviewer.keyboard.press('3')
    await reviewer.keyboard.press('n')
    await reviewer.keyboard.type('Checklistan saknar datum.')
    await saved(reviewer, row(4))
    await reviewer.keyboard.press('Escape')
    await reviewer.keyboard.press('2')
    for (const number of [0, 1, 2, 3, 4]) await saved(reviewer, row(number))
    await reviewer.goto(at('protokoll'))
    await expectWords(reviewer, `5 av ${rows.length} bedömda`)
    const now = await protocolOf(reviewer, followUpId())
    expect(now.slice(0, 6).map((one) => one.verdict)).toEqual([
      ...['met', 'partly', 'notMet', 'notApplicable', 'partly', 'notAssessed'],
    ])
  })

  test('one area at a time is easy to look over, also for one who hears the page', async () => {
    const { reviewer } = scene
    await follow(reviewer.getByRole('navigation', { name: 'Områden' }), /^Ledning och styrning/)
    await expectAccessible(reviewer)
    await reviewer.goto(at('protokoll'))
  })

  test('two colleagues see each other’s rows, and where both changed one row both values are shown and one is chosen', async () => {
    const { reviewer, mas } = scene
    await mas.goto(at('protokoll'))
    await verdict(mas, row(5), { word: 'Delvis uppfyllt', note: 'Delegeringarna är förnyade i år.' })
    await expect
      .poll(() => article(reviewer, row(5)).getByLabel('Anteckning').inputValue(), { timeout: 60_000 })
      .toBe('Delegeringarna är förnyade i år.')
    await reviewer.context().setOffline(true)
    await verdict(reviewer, row(5), { word: 'Inte uppfyllt', told: 'Inte sparat: ingen kontakt' })
    await verdict(mas, row(5), { word: 'Uppfyllt' })
    // "Sparat" may be from the time before: the colleague's value must be in before the other comes back.
    await expect
      .poll(async () => (await protocolOf(mas, followUpId()))[5]?.verdict, { timeout: 60_000 })
      .toBe('met')
    await reviewer.context().setOffline(false)
    const both = article(reviewer, row(5))
    await expect
      .poll(() => both.textContent(), { timeout: 60_000 })
      .toMatch(/Ni ändrade.*Ditt.*Bedömning: Inte uppfyllt.*Kollegans.*Söderqvist.*Bedömning: Uppfyllt/s)
    await both.getByRole('button', { name: 'Behåll kollegans' }).click()
    await expect
      .poll(() => both.getByRole('radio', { name: 'Uppfyllt', exact: true }).isChecked(), { timeout: 60_000 })
      .toBe(true)
    await addEvidence(mas, row(5), 'Tio delegeringar, lästa utan namn')
  })

  test('an acute finding that is raised on site goes out at once', async () => {
    const { site, reviewer, manager } = scene
    const acute = article(reviewer, row(2))
    await acute.getByRole('link', { name: 'Akut brist' }).click()
    await acute.getByLabel('Vad är den akuta bristen?').fill('Larmet vid entrén fungerar inte')
    await acute.getByLabel('Beskriv läget').fill('Dörrlarmet är ur bruk sedan i måndags.')
    await press(acute, 'Meddela den akuta bristen nu')
    await expectWords(reviewer, 'Den akuta bristen är meddelad. Enheten har fått krav på åtgärd.')
    await manager.goto('/lamna-in')
    await expectWords(manager, 'Akut', 'Skriv en handlingsplan')
    const director = await windowOf(site, 'direktor')
    await director.goto('/besked')
    await expectWords(director, 'En akut brist har meddelats.')
    await director.context().close()
  })

  test('the check before sending tells what is missing, and the reviewer mends it', async () => {
    const { reviewer, rows } = scene
    const now = await protocolOf(reviewer, followUpId())
    const ordinary = now.slice(6, -4)
    await assessAsMet(reviewer, ordinary)
    await reviewer.goto(at('protokoll'))
    await verdict(reviewer, row(-4), { word: 'Uppfyllt' })
    await verdict(reviewer, row(-3), { word: 'Uppfyllt' })
    await verdict(reviewer, row(-2), { word: 'Inte uppfyllt' })
    await follow(reviewer, 'Kontrollera före utskick')
    await expectWords(
      reviewer,
      `${rows.length - 1} av ${rows.length} bedömda`,
      'Stoppar utkastet 2',
      'Att bekräfta 2',
    )
    await expectWords(reviewer, 'Anteckning saknas.', 'Ej bedömt.', 'Underlag saknas.')
    await reviewer.goto(at('faktagranskning'))
    await expectWords(reviewer, 'saker att rätta innan utkastet kan skickas')
    expect(await reviewer.getByRole('button', { name: 'Skicka utkastet för faktagranskning' }).count()).toBe(
      0,
    )

    await reviewer.goto(at('protokoll'))
    await (
      await nearRow(reviewer, row(-2))
    )
      .getByLabel('Anteckning')
      .fill('Två av sex planer har inte följts upp i år.')
    await saved(reviewer, row(-2))
    await verdict(reviewer, row(-1), { word: 'Uppfyllt' })
    for (const number of [-4, -1]) await addEvidence(reviewer, row(number), 'Samtal med fyra medarbetare')
    await reviewer.goto(at('kontroll'))
    await reviewer
      .getByLabel('Sammanfattning', { exact: true })
      .fill('Hemmet ger trygg omsorg. Larm och planer behöver bli bättre.')
    await reviewer
      .getByLabel('Analys', { exact: true })
      .fill('Bristerna beror på att ansvaret för larmet är oklart.')
    await press(reviewer, 'Spara texterna')
    await expectWords(reviewer, 'Inget stoppar utkastet. Det kan skickas för faktagranskning.')
  })
}
