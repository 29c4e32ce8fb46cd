import { expect, test } from 'vitest'
import { callApi, dayFromNow, expectFits, expectWords, follow, press, unfold } from './steps.ts'
import { decide, filesOf, title, type BoardScene } from './board-scene.ts'
import { expectAccessible } from './site.ts'

const wording = 'Nämnden antar riktlinjen med en årlig redovisning.'

/** The third version is decided; what was written is mended once, then holds, and goes out. */
export function deciding(scene: BoardScene): void {
  test('the outcome is mended before the adjustment, and refused after it', async () => {
    const { secretary } = scene
    await decide(scene, { outcome: 'Bifall till förslaget', paragraph: '95' })
    await decide(scene, {
      ...{ outcome: 'Beslut med egen lydelse', paragraph: '95', text: wording },
      reservation: 'Olof Berg: Bifall till förslaget.',
    })
    await expectWords(secretary, 'Beslutet är sparat.', wording, 'Reservation: Olof Berg', 'Tidigare skrivet')
    const again = await secretary.context().newPage()
    await again.goto(scene.item)
    await secretary.goto(scene.meeting)
    await unfold(secretary, 'Registrera justeringen')
    await press(secretary, 'Protokollet är justerat')
    await expectWords(secretary, 'Justeringen är registrerad')
    await again.getByLabel('Avslag', { exact: true }).check()
    await press(again, 'Spara beslutet')
    expect(await again.getByRole('main').textContent()).not.toContain('Beslutet är sparat.')
    await again.goto(scene.item)
    await expectWords(again, wording)
    await again.close()
  })

  test('the adjustment is posted, and the extract is a record of the matter with files that stay', async () => {
    const { secretary } = scene
    await secretary.goto(scene.meeting)
    await unfold(secretary, 'Anslå justeringen')
    await secretary.getByLabel('Anslaget från och med').fill(dayFromNow(0))
    await press(secretary, 'Spara anslaget')
    await expectWords(secretary, 'Anslaget är sparat.')
    await secretary.goto(`/arenden/${scene.matterId}`)
    await follow(secretary, `Protokollsutdrag § 95: ${title}`)
    await expectWords(secretary, wording, 'Olof Berg', 'Handlingen ändras inte mer.')
    await expectAccessible(secretary)
    const { pdf } = await filesOf(secretary)
    const bytes = await (await secretary.request.get(pdf)).body()
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await (await scene.member.request.get(pdf)).body()).equals(bytes)).toBe(true)
  })

  test('the extract goes out, and a receipt is noted', async () => {
    const { secretary } = scene
    await secretary.goto(`${scene.item}/utdrag`)
    await unfold(secretary, 'Skicka ut utdraget')
    await secretary
      .getByLabel('Vård- och omsorgsnämnden')
      .or(secretary.getByLabel(/nämnden/))
      .first()
      .check()
    await secretary.getByLabel('Andra mottagare').fill('Kommunala handikapprådet (KHR)')
    await press(secretary, 'Skicka ut')
    await expectWords(secretary, 'Utdraget är skickat till 2 mottagare.')
    await unfold(secretary, 'Skriv in kvittens')
    await secretary.getByRole('radio', { name: 'Kommunala handikapprådet (KHR)' }).check()
    await secretary.getByLabel('Mottaget').fill(dayFromNow(0))
    await secretary.getByLabel('Hur vi vet det').fill('Svar med e-post')
    await press(secretary, 'Spara kvittensen')
    await expectWords(secretary, 'Kvittensen är sparad.', 'Svar med e-post')
  })

  test('a member sees on the phone what became of it, and the whole way there', async () => {
    const { member } = scene
    await member.goto(scene.item)
    await expectWords(member, 'Beslut med egen lydelse', wording)
    await expectFits(member)
    await member.goto('/sammantraden/beslut')
    await expectWords(member, title, 'Skickat till 2 mottagare', 'Åter i nämnden')
    await expectFits(member)
    await expectAccessible(member)
  })

  test('a cancelled meeting moves its items and tells everybody', async () => {
    const { secretary, strategist, member, boardId, matterId } = scene
    const day = (heldOn: string) => ({ boardId, heldOn, papersBy: dayFromNow(20), place: 'Stadshuset' })
    const [from, to] = [dayFromNow(40), dayFromNow(50)]
    const [meeting] = await Promise.all(
      [from, to].map((one) =>
        callApi<{ id: string }>(secretary, { method: 'POST', path: '/meetings', body: day(one) }),
      ),
    )
    const path = `/sammantraden/${meeting?.id}`
    const item = {
      matterId,
      kind: 'information',
      title: 'Lägesrapport',
      proposal: '',
      presenter: '',
      lateReason: '',
    }
    await callApi(strategist, { method: 'POST', path: `/meetings/${meeting?.id}/items`, body: item })
    await secretary.goto(path)
    await unfold(secretary, 'Skicka kallelsen')
    await press(secretary, 'Skicka kallelsen nu')
    await unfold(secretary, 'Ställ in sammanträdet')
    await secretary.getByLabel('Varför sammanträdet ställs in').fill('För få anmälda.')
    const choice = secretary.getByLabel('Flytta punkterna till').locator('option').nth(1)
    const moveTo = (await choice.getAttribute('value')) ?? ''
    await secretary.getByLabel('Flytta punkterna till').selectOption(moveTo)
    await press(secretary, 'Ställ in nu')
    await expectWords(secretary, 'Sammanträdet är inställt.', 'Flyttad')
    await secretary.goto(`/sammantraden/${moveTo}`)
    await expectWords(secretary, 'Lägesrapport')
    await member.goto('/besked')
    await expectWords(member, 'är inställt. För få anmälda.')
  })
}
