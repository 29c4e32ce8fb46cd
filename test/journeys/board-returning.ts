import { expect, test } from 'vitest'
import {
  decide,
  meetingToday,
  openItem,
  putForDecision,
  sendNotice,
  title,
  weeksPass,
  type BoardScene,
} from './board-scene.ts'
import { dayFromNow, expectWords, follow, press, unfold } from './steps.ts'

/** Referred back twice: each time somebody owes an answer, and each answer is a version of its own. */
export function returning(scene: BoardScene): void {
  for (const [round, asked] of ['Beskriv hur enheterna får besked.', 'Lägg till vad det kostar.'].entries())
    test(`the board refers back, time ${round + 1}: its author owes an answer and writes a new version`, async () => {
      const { strategist, secretary } = scene
      await decide(scene, { outcome: 'Återremiss', paragraph: String(90 + round) })
      await expectWords(secretary, 'Fyll i')
      await decide(scene, {
        ...{ outcome: 'Återremiss', paragraph: String(90 + round), text: asked },
        returnBy: dayFromNow(5),
      })
      await expectWords(secretary, 'Beslutet är sparat.', asked)
      await expect
        .poll(
          async () => {
            await strategist.goto('/att-gora')
            return strategist.getByRole('link', { name: `Svara på återremissen: ${title}` }).count()
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBeGreaterThan(0)
      await follow(strategist, `Svara på återremissen: ${title}`)
      await expectWords(strategist, asked)
      await unfold(strategist, 'Skriv en ny version av handlingen')
      await press(strategist, 'Börja på den nya versionen')
      await strategist.getByLabel('Beslutsunderlag').fill(`Svar på återremissen, version ${round + 2}.`)
      await press(strategist, 'Spara texterna')
      await expectWords(strategist, 'Texterna är sparade.')
      scene.paper = new URL(strategist.url()).pathname
      await weeksPass(scene, scene.meeting, 70 - 35 * round)
      scene.meeting = await meetingToday(scene)
      await putForDecision(scene)
      await sendNotice(scene)
      await strategist.goto(scene.paper)
      const versions = strategist.getByRole('region', { name: 'Versioner' }).getByRole('row')
      expect(await versions.count()).toBe(round + 3)
      scene.item = await openItem(scene)
      await expectWords(secretary, 'Återremiss')
    })
}
