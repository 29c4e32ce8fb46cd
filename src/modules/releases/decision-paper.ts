import { formatDate, type IsoDate } from '#kernel/dates.ts'
import type { Block, Paper } from '#platform/documents/document.ts'
import { releaseTexts as t, deliveryNames, outcomeNames, verdictNames } from '#texts/sv/releases.ts'
import type { Review } from './queries-records.ts'
import { groundText, isRefusal, type Delivery, type Outcome } from './rules.ts'

export type DecisionOf = {
  id: string
  caseNumber: string
  boardName: string
  wording: string
  receivedOn: IsoDate
  outcome: Outcome
  reason: string
  delivery: Delivery
  fee: string
  decidedOn: IsoDate
  by: { name: string; as: string }
  reviews: readonly Review[]
  municipality: { name: string; accent: string; isInvented: boolean }
}

/**
 * What whoever asked is given in writing: what goes out, what does not and why, and where that can be appealed
 * (OSL 6:3 and 6:7; FL 44). Of what is refused only the number is told: a title can give away what is secret.
 */
export function decisionPaper(decision: DecisionOf): Paper {
  const { municipality, outcome } = decision
  return {
    id: decision.id,
    kind: isRefusal(outcome) ? t.decisionKind : t.answerKind,
    title: t.decisionTitle[outcome],
    municipality: municipality.name,
    board: decision.boardName,
    caseNumber: decision.caseNumber,
    date: decision.decidedOn,
    author: decision.by.name,
    language: 'sv',
    accent: municipality.accent,
    ...(municipality.isInvented ? { invented: t.invented } : {}),
    blocks: [
      factsOf(decision),
      { kind: 'heading', level: 1, text: isRefusal(outcome) ? t.decision : t.answer },
      { kind: 'paragraph', text: t.decisionText[outcome] },
      ...recordsTable(decision.reviews),
      ...reasons(decision),
      ...whole(t.fee, decision.fee),
      ...(isRefusal(outcome) ? whole(t.appeal, t.appealText(decision.boardName)) : []),
    ],
  }
}

function factsOf({ wording, receivedOn, outcome, delivery, by }: DecisionOf): Block {
  const sent = outcome === 'refused' || outcome === 'nothingFound'
  return {
    kind: 'facts',
    rows: [
      { label: t.asked, value: wording },
      { label: t.receivedOn, value: formatDate(receivedOn) },
      { label: t.outcome, value: outcomeNames[outcome] },
      ...(sent ? [] : [{ label: t.delivery, value: deliveryNames[delivery] }]),
      { label: t.decidedBy, value: [by.name, by.as].filter(Boolean).join(', ') },
    ],
  }
}

function recordsTable(reviews: readonly Review[]): Block[] {
  if (reviews.length === 0) return []
  return [
    {
      kind: 'table',
      caption: t.records,
      columns: [
        { title: t.caseNumber, width: 14 },
        { title: t.recordNumber, align: 'right', width: 8 },
        { title: t.record },
        { title: t.verdict, width: 18 },
        { title: t.ground, width: 24 },
      ],
      rows: reviews.map((review) => [
        review.caseNumber,
        String(review.number),
        review.verdict === 'refused' ? t.titleHidden : review.title,
        review.verdict ? verdictNames[review.verdict] : '',
        groundText(review),
      ]),
    },
  ]
}

function reasons({ reason, reviews }: DecisionOf): Block[] {
  const own = reviews.filter((review) => review.verdict !== 'whole' && review.reason !== '')
  if (reason === '' && own.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: t.reasons },
    ...(reason ? [{ kind: 'paragraph', text: reason } as const] : []),
    ...(own.length > 0
      ? [
          {
            kind: 'list',
            items: own.map((review) => t.reasonOf(review.caseNumber, review.number, review.reason)),
          } as const,
        ]
      : []),
  ]
}

function whole(title: string, text: string): Block[] {
  if (text === '') return []
  return [
    { kind: 'heading', level: 1, text: title },
    ...text.split('\n\n').map((part) => ({ kind: 'paragraph' as const, text: part })),
  ]
}
