import type { Act } from '#modules/delegations/public.ts'
import type { Outcome } from '#modules/meetings/rules.ts'

export type DemoItem = {
  title: string
  kind: 'decision' | 'information'
  matterKind: 'guideline' | 'sanction' | 'other' | 'yearPlan'
  proposal: string
  presenter: string
  outcome: Outcome
  text?: string
  reservations?: { name: string; text: string }[]
  votes?: { yes: number; no: number; abstained: number }
  returnDays?: number
  /** Only this board takes it up. */
  board?: 'OMS' | 'VON'
  /** A memo goes with it; the same title again is its next version. */
  memo?: { summary: string; basis: string; economy: string; receivers: string }
  bias?: { personName: string; reason: string; replacedBy: string }
}

const guidelineMemo = {
  summary:
    'Riktlinjen beskriver när en händelse leder till en uppföljning utanför planen och vem som beslutar det.',
  basis: 'Förra årets sex händelsestyrda uppföljningar och samråd med utförarna.',
  economy: 'Ryms i budget.',
  receivers: 'Alla utförare',
}
const told =
  'Enhetens chef får besked samma dag som uppföljningen börjar, med skälet och vad som ska granskas. Vid oanmälda besök lämnas beskedet på plats.'

const decision = { kind: 'decision', presenter: 'Sofia Strand' } as const

const guideline = {
  ...decision,
  board: 'OMS',
  title: 'Riktlinje för händelsestyrd uppföljning',
  matterKind: 'guideline',
} as const

/** Invented items: every outcome, a guideline that is referred back twice, a reservation, a vote and a member who did not take part. */
export const yearOfMeetings: readonly (readonly DemoItem[])[] = [
  [
    {
      ...decision,
      title: 'Delegationsordning',
      matterKind: 'guideline',
      proposal: 'Nämnden antar delegationsordningen.',
      outcome: 'asProposed',
    },
  ],
  [
    {
      ...guideline,
      proposal: 'Nämnden antar riktlinjen.',
      memo: guidelineMemo,
      outcome: 'referredBack',
      text: 'Förvaltningen ska beskriva hur enheterna får besked när en uppföljning börjar.',
    },
    {
      ...decision,
      board: 'VON',
      title: 'Områden för fördjupad uppföljning i hemtjänsten',
      matterKind: 'yearPlan',
      proposal: 'Nämnden väljer kontinuitet och utförd tid.',
      outcome: 'asProposed',
    },
  ],
  [
    {
      ...decision,
      title: 'Vite enligt avtal om bemanning',
      matterKind: 'sanction',
      proposal: 'Nämnden beslutar om vite enligt avtalet.',
      outcome: 'ownWording',
      text: 'Nämnden beslutar om vite med hälften av beloppet, eftersom bristen har rättats under tiden.',
      votes: { yes: 8, no: 4, abstained: 1 },
      reservations: [{ name: 'Olof Berg', text: 'Bifall till förvaltningens förslag.' }],
      bias: { personName: 'Maria Holm', reason: 'Anställd hos utföraren', replacedBy: 'Tove Sand' },
    },
    {
      ...guideline,
      proposal: 'Nämnden antar riktlinjen.',
      memo: {
        ...guidelineMemo,
        basis: `${guidelineMemo.basis}\n\n${told}`,
      },
      outcome: 'referredBack',
      text: 'Lägg till vad arbetssättet kostar och hur nämnden får veta resultatet.',
    },
  ],
  [
    {
      ...decision,
      title: 'Riktvärden för uppföljningen nästa år',
      matterKind: 'yearPlan',
      proposal: 'Nämnden fastställer riktvärdena.',
      outcome: 'tabled',
    },
    {
      ...guideline,
      proposal: 'Nämnden antar riktlinjen. Resultatet redovisas för nämnden varje halvår.',
      memo: {
        ...guidelineMemo,
        basis: `${guidelineMemo.basis}\n\n${told}\n\nResultatet av varje händelsestyrd uppföljning redovisas för nämnden i halvårsrapporten.`,
        economy:
          'En händelsestyrd uppföljning tar i genomsnitt 24 timmar. Åtta om året ryms i budget eftersom två planerade temabesök tas bort.',
      },
      outcome: 'ownWording',
      text: 'Nämnden antar riktlinjen. Resultatet redovisas för nämnden varje halvår, och riktlinjen ses över om två år.',
      votes: { yes: 11, no: 2, abstained: 0 },
    },
  ],
  [
    {
      ...decision,
      title: 'Gemensam upphandling av enkäter',
      matterKind: 'other',
      proposal: 'Nämnden deltar i upphandlingen.',
      outcome: 'rejected',
      votes: { yes: 5, no: 7, abstained: 1 },
    },
  ],
  [
    {
      ...decision,
      title: 'Fokusområden för nästa år',
      matterKind: 'yearPlan',
      proposal: 'Nämnden väljer dokumentation och brukarnas delaktighet.',
      outcome: 'asProposed',
    },
    {
      kind: 'information',
      presenter: 'Marianne Söderqvist',
      title: 'Läget i den kommunala hälso- och sjukvården',
      matterKind: 'other',
      proposal: '',
      outcome: 'noted',
    },
  ],
  [
    {
      ...decision,
      title: 'Remiss om samlad tillsyn av nattbemanning',
      matterKind: 'other',
      proposal: 'Nämnden lämnar förvaltningens förslag som sitt svar.',
      outcome: 'asProposed',
    },
  ],
  [
    {
      ...decision,
      title: 'Regler för ersättning vid tillfälligt stängda platser',
      matterKind: 'guideline',
      proposal: 'Nämnden antar reglerna.',
      outcome: 'referredBack',
      returnDays: 30,
      text: 'Visa vad reglerna betyder för de små utförarna.',
    },
  ],
]

type DemoPoint = {
  code: string
  law: string
  what: string
  roles: ('director' | 'strategist' | 'contractManager' | 'registrar')[]
  conditions: string
  limits: string
  act: Act | null
}

/** Invented points. Only one of the sources keeps the decision of an event-driven follow-up to the director. */
export const delegationPoints: readonly DemoPoint[] = [
  {
    code: '1.1',
    law: 'KL 6:37 och 7:5',
    what: 'Beslut om händelsestyrd uppföljning',
    roles: ['director'],
    conditions: 'Anledningen ska skrivas i beslutet.',
    limits: '',
    act: 'eventDrivenFollowUp',
  },
  {
    code: '1.2',
    law: 'KL 7:5',
    what: 'Beslut om anmälan till IVO av brister hos en utförare',
    roles: ['director', 'strategist'],
    conditions: 'Nämnden får besked vid nästa sammanträde.',
    limits: '',
    act: 'ivoNotification',
  },
  {
    code: '2.1',
    law: 'KL 7:5',
    what: 'Svar på remisser som inte rör inriktning eller kvalitet',
    roles: ['director'],
    conditions: '',
    limits: 'Inte yttranden till fullmäktige (KL 6:38).',
    act: null,
  },
  {
    code: '2.2',
    law: 'KL 7:5',
    what: 'Beställning av enkäter och mindre undersökningar',
    roles: ['strategist', 'contractManager'],
    conditions: 'Inom beslutad budget.',
    limits: 'Högst ett prisbasbelopp.',
    act: null,
  },
  {
    code: '3.1',
    law: 'OSL 6:3, KL 7:5',
    what: 'Beslut att inte lämna ut en handling, eller att lämna ut den maskerad',
    roles: ['registrar', 'director'],
    conditions: 'Den som begärt handlingen ska få veta hur beslutet överklagas.',
    limits: '',
    act: 'refuseRelease',
  },
]
