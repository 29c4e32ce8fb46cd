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
  bias?: { personName: string; reason: string; replacedBy: string }
}

const decision = { kind: 'decision', presenter: 'Sofia Strand' } as const

/** Invented items: every outcome, a reservation, a vote and a member who did not take part. */
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
      ...decision,
      title: 'Riktlinje för händelsestyrd uppföljning',
      matterKind: 'guideline',
      proposal: 'Nämnden antar riktlinjen.',
      outcome: 'referredBack',
      text: 'Förvaltningen ska beskriva hur enheterna får besked när en uppföljning börjar.',
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
  ],
  [
    {
      ...decision,
      title: 'Riktvärden för uppföljningen nästa år',
      matterKind: 'yearPlan',
      proposal: 'Nämnden fastställer riktvärdena.',
      outcome: 'tabled',
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
