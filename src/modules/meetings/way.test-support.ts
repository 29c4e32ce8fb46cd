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
    const wanted = { boardId: world.boards.care, heldOn: day, papersBy }
    const made = await createMeeting(secretary(), wanted).catch(() => undefined)
    return made ? made.id : meeting(undefined, papersBy)
  }

  async function paper(more: Record<string, unknown> = {}, state: 'draft' | 'frozen' = 'frozen') {
    const matterId = more['matter_id'] ?? (await matter())
    return insertPaper(world, { state, title: `Tjänsteskrivelse ${next()}`, matter_id: matterId, ...more })
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

  const calling = () => called({ secretary, meeting, paper, item })
  return { secretary, matter, meeting, paper, item, called: calling }
}

type Arranging = {
  secretary: () => Parameters<typeof noticeMeeting>[0]
  meeting: () => Promise<string>
  paper: () => Promise<string>
  item: (meetingId: string, paperId: string) => Promise<string>
}

/** A meeting whose notice is out, with one item for decision. */
async function called({ secretary, meeting, paper, item }: Arranging) {
  const meetingId = await meeting()
  const paperId = await paper()
  const itemId = await item(meetingId, paperId)
  await noticeMeeting(secretary(), { meetingId })
  return { meetingId, itemId, paperId }
}

type PaperRow = { state: 'draft' | 'frozen' } & Record<string, unknown>

async function insertPaper(world: World, row: PaperRow): Promise<string> {
  const bytes = Buffer.from('x')
  const forms = { snapshot: '{}', html: 'x', pdf: bytes, pdf_archive: bytes, docx: bytes, sha256: bytes }
  const { p } = await world.insert('paper', {
    p: {
      ...{ board_id: world.boards.care, kind: 'memo', sections: '[]', author_name: 'Stina' },
      ...{ created_by: world.people.strategist.accountId, created_at: now },
      ...(row.state === 'frozen' ? { ...forms, frozen_at: now } : {}),
      ...row,
    },
  })
  return p
}
