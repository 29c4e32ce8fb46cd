import { uuidv7 } from '#kernel/ids.ts'
import { now, type World } from '#test/world.ts'
import { openMatter } from './commands-matters.ts'
import { createMeeting } from './commands-meetings.ts'
import { noticeMeeting } from './commands-notice.ts'
import { putOnAgenda } from './commands-agenda.ts'

export const held = new Date('2026-12-31T09:00:00Z')

/** What the tests of the way through the board begin from, arranged by the commands themselves. */
export function arranged(world: World) {
  let count = 0
  const secretary = (at?: Date) => world.as(world.people.secretary, at)
  const next = () => (count += 1)

  async function matter(board: 'care' | 'elderly' = 'care', caseNumber = `OMS 26/${next()}`) {
    if (board === 'care')
      return (await openMatter(secretary(), { boardId: world.boards.care, caseNumber, title: 'Plan' })).id
    const { m } = await world.insert('matter', {
      m: { board_id: world.boards[board], case_number: caseNumber, title: 'Plan', opened_on: '2026-10-01' },
    })
    return m
  }

  async function meeting(heldOn?: string, papersBy = '2026-11-25'): Promise<string> {
    const day = heldOn ?? `2026-12-${String(next() % 28 || 28).padStart(2, '0')}`
    const made = await createMeeting(secretary(), {
      boardId: world.boards.care,
      heldOn: day,
      papersBy,
    }).catch(() => undefined)
    return made ? made.id : meeting(undefined, papersBy)
  }

  async function paper(more: Record<string, unknown> = {}, state: 'draft' | 'frozen' = 'frozen') {
    const bytes = Buffer.from('x')
    const forms = { snapshot: '{}', html: 'x', pdf: bytes, pdf_archive: bytes, docx: bytes, sha256: bytes }
    const id = uuidv7()
    await world.insert('paper', {
      p: {
        ...{ id, board_id: world.boards.care, kind: 'memo', title: `Tjänsteskrivelse ${next()}`, state },
        ...{
          sections: '[]',
          author_name: 'Stina',
          created_by: world.people.strategist.accountId,
          created_at: now,
        },
        matter_id: more['matter_id'] ?? (await matter()),
        ...(state === 'frozen' ? { ...forms, frozen_at: now } : {}),
        ...more,
      },
    })
    return id
  }

  async function item(meetingId: string, paperId?: string) {
    const put = await putOnAgenda(world.as(world.people.strategist), {
      meetingId,
      paperId: paperId ?? (await paper()),
      kind: 'decision',
      proposal: 'Nämnden antar planen.',
    })
    return put.id
  }

  /** A meeting whose notice is out, with one item for decision. */
  async function called() {
    const meetingId = await meeting()
    const paperId = await paper()
    const itemId = await item(meetingId, paperId)
    await noticeMeeting(secretary(), { meetingId })
    return { meetingId, itemId, paperId }
  }

  return { secretary, matter, meeting, paper, item, called }
}
