import { test } from 'vitest'
import { placesOf, expectReadable, findings, type Scene } from './scene.ts'
import {
  box,
  dayFromNow,
  expectFits,
  expectWords,
  file,
  follow,
  leave,
  press,
  unfold,
  writeAction,
} from './steps.ts'

/** The action plan is asked for, written, judged, carried out and verified. */
export function mending(scene: Scene): void {
  const { at } = placesOf(scene)

  test('the action plan cannot be sent until every finding has action, owner and both days', async () => {
    const { reviewer, manager } = scene
    await reviewer.goto(at('brister'))
    await press(reviewer, 'Begär handlingsplan')
    await expectWords(reviewer, 'Handlingsplanen är begärd. Utföraren har fått besked.')

    await manager.goto('/lamna-in')
    await leave(manager.getByRole('link', { name: 'Skriv en handlingsplan' }).nth(1))
    await expectFits(manager)
    await expectReadable(scene, manager)
    await press(manager, 'Lämna in handlingsplanen')
    await expectWords(
      manager,
      'Det här återstår innan planen kan lämnas in',
      `${findings.selfCheck}: lägg till en åtgärd`,
    )
    await writeAction(manager, findings.selfCheck, {
      what: 'Datera checklistan',
      doneBy: dayFromNow(10),
      checkedOn: dayFromNow(40),
    })
    await writeAction(manager, findings.insight, {
      ...{ what: 'Utse en som svarar kommunen', who: 'Verksamhetschefen' },
      ...{ doneBy: dayFromNow(10), checkedOn: dayFromNow(40) },
    })
    await press(manager, 'Lämna in handlingsplanen')
    await expectWords(manager, 'Datera checklistan: skriv vem som ansvarar')
    await writeAction(manager, findings.selfCheck, { who: 'Enhetschefen' })
    await expectWords(manager, 'Allt är ifyllt')
    await press(manager, 'Lämna in handlingsplanen')
    await expectWords(manager, 'Handlingsplanen är inlämnad.')
  })

  test('one row of the plan is approved, another is returned with a reason and comes back changed', async () => {
    const { reviewer, manager } = scene
    await reviewer.goto(at('brister'))
    await press(box(reviewer, 'Datera checklistan'), 'Godkänn åtgärden')
    const other = box(reviewer, 'Utse en som svarar kommunen')
    await unfold(other, 'Skicka tillbaka')
    await other
      .getByLabel('Vad behöver ändras, och varför?')
      .fill('Skriv också vem som ersätter vid frånvaro.')
    await press(other, 'Skicka tillbaka åtgärden')
    await expectWords(reviewer, 'Åtgärden är skickad tillbaka.')

    await manager.goto('/lamna-in')
    await follow(manager, 'Komplettera handlingsplanen')
    await expectWords(manager, 'Skriv också vem som ersätter vid frånvaro.')
    await writeAction(manager, findings.insight, { who: 'Verksamhetschefen, vid frånvaro enhetschefen' })
    await press(manager, 'Lämna in handlingsplanen')
    await reviewer.goto(at('brister'))
    await press(box(reviewer, 'Utse en som svarar kommunen'), 'Godkänn åtgärden')
    await expectWords(reviewer, 'vid frånvaro enhetschefen')
  })

  test('the action is reported with evidence, its effect is verified, and the finding is closed', async () => {
    const { reviewer, manager } = scene
    await manager.goto('/lamna-in')
    await follow(manager, 'Datera checklistan')
    await manager.getByLabel('Vad har ni gjort').fill('Checklistan dateras varje vecka sedan i måndags.')
    await manager
      .getByLabel(/^Underlag/)
      .setInputFiles(file('checklista.txt', 'Checklista vecka 47, daterad.'))
    await press(manager, 'Lämna in rapporten')
    await expectWords(manager, 'Rapporten är inlämnad.')

    await reviewer.goto(at('brister'))
    await follow(reviewer, 'Datera checklistan')
    await expectWords(reviewer, 'checklista.txt', 'Checklistan dateras varje vecka')
    await reviewer.getByLabel('Ja, åtgärden har haft avsedd effekt').check()
    await reviewer.getByLabel('Vad visar det?').fill('Fyra veckors listor är daterade och lästa.')
    await press(reviewer, 'Bedöm effekten')
    await press(reviewer, 'Avsluta åtgärden')
    await expectWords(reviewer, 'Åtgärden är avslutad.')
    await follow(reviewer, findings.selfCheck)
    await unfold(reviewer, 'Avsluta bristen')
    await press(reviewer, 'Avsluta bristen')
    await expectWords(reviewer, 'Bristen är avslutad.')
  })
}
