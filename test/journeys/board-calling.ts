import { expect, test } from 'vitest'
import {
  caseNumber,
  meetingToday,
  openItem,
  proposal,
  putForDecision,
  filesOf,
  sendNotice,
  title,
  type BoardScene,
} from './board-scene.ts'
import { expectAccessible } from './site.ts'
import { callApi, expectFits, expectWords, leave, press, unfold, windowOf } from './steps.ts'

const texts = {
  Sammanfattning: 'Riktlinjen beskriver när ett besök sker oanmält.',
  Beslutsunderlag: 'Årets uppföljningar och enkäten till enheterna.',
  'Ekonomiska konsekvenser': 'Ryms i budget.',
  'Förslag till beslut': proposal,
}

/** From an empty matter to the notice of the first meeting. */
export function calling(scene: BoardScene): void {
  test('a strategist opens a matter and begins its memo', async () => {
    const { strategist } = scene
    await strategist.goto('/arenden')
    await unfold(strategist, 'Lägg upp ett ärende')
    const board = strategist.getByLabel('Nämnd', { exact: true })
    scene.boardId =
      (await board.locator('option', { hasText: /^Omsorgsnämnden/ }).getAttribute('value')) ?? ''
    await board.selectOption(scene.boardId)
    await strategist.getByRole('textbox', { name: 'Diarienummer' }).fill(caseNumber)
    await strategist.getByRole('textbox', { name: 'Rubrik', exact: true }).last().fill(title)
    await press(strategist, 'Lägg upp ärendet')
    await expectWords(strategist, 'Ärendet är upplagt.', caseNumber)
    scene.matterId = new URL(strategist.url()).pathname.split('/').at(-1) ?? ''
    await unfold(strategist, 'Skriv en tjänsteskrivelse')
    await strategist.getByRole('textbox', { name: 'Rubrik', exact: true }).last().fill(title)
    await press(strategist, 'Skapa tjänsteskrivelsen')
    scene.paper = new URL(strategist.url()).pathname
  })

  test('two who write the same memo: the later sees both texts and loses neither', async () => {
    const { strategist, site, paper } = scene
    const other = await windowOf(site, 'uppfoljare1')
    await other.goto(paper)
    await strategist.goto(paper)
    for (const [label, text] of Object.entries(texts))
      await strategist.getByLabel(label, { exact: true }).fill(text)
    await press(strategist, 'Spara texterna')
    await other.getByLabel('Sammanfattning').fill('Kort om oanmälda besök.')
    await press(other, 'Spara texterna')
    await expectWords(other, 'En kollega har sparat medan du skrev', texts.Sammanfattning)
    expect(await other.getByLabel('Sammanfattning').inputValue()).toBe('Kort om oanmälda besök.')
    await other.context().close()
  })

  test('the notice says beforehand what is missing in which paper, and takes off what is not ready', async () => {
    const { strategist, secretary } = scene
    scene.meeting = await meetingToday(scene)
    await putForDecision(scene)
    const { matterId } = scene
    const report = { matterId, period: '2026-Q3', title: 'Kvartalsrapport' }
    const body = await callApi<{ id: string }>(strategist, {
      ...{ method: 'POST', path: '/papers/period-reports', body: report },
    })
    const memo = { matterId, kind: 'memo', title: 'Enkät till närstående' }
    const late = await callApi<{ id: string }>(strategist, { method: 'POST', path: '/papers', body: memo })
    for (const { id: paperId } of [body, late])
      await callApi(strategist, {
        ...{ method: 'POST', path: `/meetings/${scene.meeting.split('/').at(-1)}/items` },
        body: { paperId, kind: 'information', title: '', proposal: '', presenter: '', lateReason: '' },
      })
    await secretary.goto(scene.meeting)
    await expectWords(secretary, 'Handlingar som inte är fastställda', 'Ej klart: Beslutet skickas till')
    await expectAccessible(secretary)
    await leave(secretary.getByRole('table').getByRole('link', { name: memo.title }))
    await unfold(secretary, 'Ta bort punkten')
    await secretary.getByLabel('Varför punkten utgår').fill('Enkäten är inte klar.')
    await press(secretary, 'Ta bort punkten nu')
    await strategist.goto(scene.paper)
    await strategist.getByLabel('Beslutet skickas till').fill('Alla utförare')
    await press(strategist, 'Spara texterna')
    await strategist.goto(`/rapporter/${body.id}`)
    for (const area of await strategist.locator('form[action="?/spara"] textarea').all())
      if ((await area.inputValue()) === '') await area.fill('Inget särskilt.')
    await press(strategist, 'Spara texterna')
  })

  test('the secretary freezes every paper with the notice, and what went out stays as it was', async () => {
    const { secretary, member } = scene
    await sendNotice(scene)
    await expectWords(secretary, 'Kallelsen är skickad.')
    await secretary.goto(`${scene.meeting}/kallelse`)
    await expectWords(secretary, proposal, 'Handlingen ändras inte mer.')
    const { pdf } = await filesOf(secretary)
    const bytes = async () => (await secretary.request.get(pdf)).body()
    const before = await bytes()
    expect(before.subarray(0, 5).toString()).toBe('%PDF-')
    scene.item = await openItem(scene)
    await unfold(secretary, 'Ändra punkten')
    await secretary.getByLabel('Föredragande').fill('Stina Strateg')
    await press(secretary, 'Spara punkten')
    expect((await bytes()).equals(before)).toBe(true)
    await member.goto(`${scene.meeting}/kallelse`)
    await expectFits(member)
    await expectAccessible(member)
  })

  test('a member declares bias on the phone, and it is told in the item', async () => {
    const { secretary, member } = scene
    await member.goto(scene.item)
    await expectWords(member, title, proposal)
    await expectFits(member)
    await expectAccessible(member)
    await unfold(member, 'Jag är jävig i den här punkten')
    await press(member, 'Anmäl jäv')
    await expectWords(member, 'Jävet är antecknat')
    await secretary.goto(scene.item)
    await expectWords(secretary, 'deltar inte')
  })
}
