import { formatDate, weekdayName, type IsoDate } from '#kernel/dates.ts'
import type { Block, Paper } from '#platform/documents/document.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { itemKindChoices, itemStates, outcomeNames } from '#texts/sv/meetings.ts'
import type { Item } from './queries-items.ts'
import type { Extract } from './rules.ts'

/** What a frozen notice or extract is: the paper with every word it says, whatever happens to its meeting later. */
export type LaidOut = { format: 1; paper: Paper }

type Meeting = { id: string; boardName: string; heldOn: IsoDate; place: string; noticeBy: IsoDate }
export type NoticeOf = {
  meeting: Meeting
  items: readonly Item[]
  /** Delegation decisions reported in an item, as they read. */
  reported: readonly { itemId: string; text: string }[]
  municipality: { name: string; accent: string; isInvented: boolean; author: string }
}

/** The notice of meeting (kallelse) as a paper: the agenda with each proposal. */
export function noticePaper({ meeting, items, reported, municipality }: NoticeOf): Paper {
  return {
    id: meeting.id,
    kind: t.noticeKind,
    title: t.noticeTitle(meeting.boardName),
    subtitle: `${weekdayName(meeting.heldOn)} ${formatDate(meeting.heldOn)}`,
    municipality: municipality.name,
    board: meeting.boardName,
    date: meeting.noticeBy,
    author: municipality.author,
    language: 'sv',
    accent: municipality.accent,
    ...(municipality.isInvented ? { invented: t.invented } : {}),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: t.day, value: `${weekdayName(meeting.heldOn)} ${formatDate(meeting.heldOn)}` },
          { label: t.place, value: meeting.place || t.noPlace },
        ],
      },
      { kind: 'heading', level: 1, text: t.agenda },
      agendaTable(items),
      ...proposals(items, reported),
      { kind: 'heading', level: 1, text: t.biasInfo },
      { kind: 'paragraph', text: t.biasInfoText },
    ],
  }
}

function agendaTable(items: readonly Item[]): Block {
  return {
    kind: 'table',
    caption: t.agenda,
    columns: [
      { title: t.number, align: 'right', width: 6 },
      { title: t.item },
      { title: t.asks, width: 16 },
      { title: t.presenter, width: 20 },
    ],
    rows: items.map((item) => [
      String(item.number ?? ''),
      item.state === 'withdrawn' ? `${item.title} (${itemStates.withdrawn.toLowerCase()})` : item.title,
      itemKindChoices[item.kind],
      item.presenter,
    ]),
  }
}

function proposals(items: readonly Item[], reported: NoticeOf['reported']): Block[] {
  const told = items.filter((item) => item.state !== 'withdrawn' && item.state !== 'moved')
  return told.flatMap((item): Block[] => {
    const own = reported.filter((one) => one.itemId === item.id).map((one) => one.text)
    if (item.proposal === '' && own.length === 0) return []
    return [
      { kind: 'heading', level: 2, text: `${item.number ?? ''} ${item.title}` },
      ...(item.proposal ? [{ kind: 'paragraph', text: item.proposal } as const] : []),
      ...(own.length > 0 ? [{ kind: 'list', items: own } as const] : []),
    ]
  })
}

/** The extract (protokollsutdrag) as a paper, only of what was drawn up at the adjustment. */
export function extractPaper(id: string, extract: Extract): Paper {
  return {
    id,
    kind: t.extractKind,
    title: t.extractTitle(extract.paragraph, extract.title),
    municipality: extract.municipality,
    board: extract.board,
    caseNumber: extract.caseNumber,
    date: extract.adjustedOn,
    author: extract.presenter,
    language: 'sv',
    accent: extract.accent,
    ...(extract.isInvented ? { invented: t.invented } : {}),
    blocks: [
      extractFacts(extract),
      { kind: 'heading', level: 1, text: t.decision },
      { kind: 'paragraph', text: decisionWords(extract) },
      ...whole(t.proposal, extract.proposal),
      ...votesOf(extract),
      ...reservationsOf(extract),
      ...listed(
        t.bias,
        extract.bias.map(({ name, replacedBy }) => t.biasLine(name, replacedBy)),
      ),
      ...listed(
        t.sentTo,
        extract.bodies.map(({ name, caseNumber, role }) =>
          [name, caseNumber, `ska ${t.bodyRoles[role]}`].filter(Boolean).join(', '),
        ),
      ),
    ],
  }
}

function extractFacts(extract: Extract): Block {
  return {
    kind: 'facts',
    rows: [
      { label: t.meeting, value: `${extract.board} ${formatDate(extract.heldOn)}` },
      { label: t.recordLabel, value: t.record(extract.caseNumber, extract.recordNumber) },
      { label: t.adjusted, value: formatDate(extract.adjustedOn) },
    ],
  }
}

function decisionWords({ outcome, text, proposal }: Extract): string {
  const words = `${outcomeNames[outcome]}.`
  if (text) return `${words}\n\n${text}`
  return outcome === 'asProposed' && proposal ? `${words}\n\n${proposal}` : words
}

function whole(title: string, text: string): Block[] {
  if (text === '') return []
  return [
    { kind: 'heading', level: 1, text: title },
    { kind: 'paragraph', text },
  ]
}

function listed(title: string, items: readonly string[]): Block[] {
  if (items.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: title },
    { kind: 'list', items },
  ]
}

function votesOf({ votes }: Extract): Block[] {
  return votes ? whole(t.votes, t.votesLine(votes.yes, votes.no, votes.abstained)) : []
}

function reservationsOf({ reservations }: Extract): Block[] {
  return listed(
    t.reservations,
    reservations.map(({ name, text }) => [name, text].filter(Boolean).join(': ')),
  )
}
