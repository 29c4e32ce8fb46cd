import { formatNumber } from '#kernel/swedish.ts'
import type { ReviseCause } from '#modules/proposals/rules-revise.ts'

const causes: Readonly<Record<ReviseCause, string>> = {
  unit: 'En enhet läggs ned eller startar',
  person: 'Någon är borta eller slutar',
  agreement: 'Ett avtal förlängs eller upphör',
  other: 'Något annat',
}

/** To revise a decided plan. */
export const reviseTexts = {
  title: 'Revidera planen',
  lead: 'Något har hänt som planen inte räknade med. En ny version börjar, och ett förslag räknas fram som behåller det som är gjort, förberett och låst och flyttar så lite som möjligt av det som är beslutat.',
  submitted: 'Planen är lämnad för beslut. Ta tillbaka den eller vänta på beslutet.',
  firstDraft: 'Planen är inte beslutad än. Ändra den direkt, eller räkna fram ett nytt förslag.',
  underway: (version: number) => `Version ${version} arbetas redan fram. Det du anger här räknas in i den.`,
  cause: 'Vad har hänt?',
  causes,
  causeHints: {
    unit: 'Ändra först enhetens uppgifter med dag, så räknas det in.',
    person: 'Ange nedan vem och vilka månader.',
    agreement: 'Ändra först avtalets dagar, så räknas det in.',
    other: 'Till exempel nya krav eller ett uppdrag från nämnden.',
  },
  reason: 'Skäl',
  reasonHint: 'Står som skäl för den nya versionen och går med till nämnden. Skriv inget om någons hälsa.',
  reasonOf: (cause: ReviseCause, reason: string) =>
    cause === 'other' ? reason : `${causes[cause]}: ${reason}`,
  proposalName: (version: number, reason: string) =>
    `Revidering, version ${formatNumber(version)}: ${reason}`,
  absence: 'Frånvaro',
  absenceLead:
    'Fyll i om någon är borta. Timmarna minskas de månaderna, och det står kvar vad de var. Varför någon är borta ska inte stå här.',
  person: 'Person',
  nobody: 'Ingen frånvaro',
  from: 'Från och med',
  to: 'Till och med',
  share: 'Borta, procent',
  propose: 'Räkna fram ett förslag nu',
  go: 'Börja revidera',
  begun: (version: number) => `Version ${version} är påbörjad.`,
  listed: 'Frånvaro som räknas in',
  hoursLess: 'Färre timmar',
  by: 'Inlagd av',
  withdraw: 'Ta bort frånvaron',
  withdrawn: 'Borttagen',
  withdrawnNow: 'Frånvaron är borttagen. Timmarna är tillbaka de månader som ingen har ändrat sedan dess.',
  absent: 'Gäller',
  state: 'Läge',
  months: (from: string, to: string) => (from === to ? from : `${from}–${to}`),

  difference: 'Skillnad mot den beslutade planen',
  differenceLead: (version: number) => `Förslaget mot version ${version}, som gäller.`,
  counts: ({
    moved,
    depth,
    added,
    dropped,
    same,
  }: Record<'moved' | 'depth' | 'added' | 'dropped' | 'same', number>) =>
    `Flyttas: ${formatNumber(moved)}. Annat djup: ${formatNumber(depth)}. Nya: ${formatNumber(added)}. Utgår: ${formatNumber(dropped)}. Ligger kvar: ${formatNumber(same)}.`,
  noneOfKind: 'Inga uppföljningar med den skillnaden',
  noneOfKindText: 'Välj alla skillnader för att se resten.',
  none: 'Förslaget ändrar inget i den beslutade planen.',
  kind: 'Skillnad',
  kinds: { moved: 'Flyttas', depth: 'Annat djup', added: 'Ny', dropped: 'Utgår' },
  allKinds: 'Alla skillnader',
  filter: 'Filtrera skillnader',
  unit: 'Enhet',
  decided: 'Beslutad',
  proposed: 'Förslag',
  why: 'Varför',
  whys: {
    passed: 'Månaden har passerat utan att uppföljningen är gjord.',
    otherwise: (breaks: string) => `Om den låg kvar: ${breaks}.`,
    goals: (goals: string) => `Ger ${goals}.`,
    together: 'Flyttas tillsammans med andra för att planen ska gå ihop.',
    turn: 'Turordningen mellan fördjupade och grundläggande uppföljningar har ändrats.',
    owed: 'Ska följas upp enligt reglerna men stod inte i den beslutade planen.',
    gone: 'Enheten är inte i drift, eller ska inte följas upp det året.',
  },
  goals: {
    riskEarly: 'tidigare uppföljning av hög risk',
    evenLoad: 'jämnare arbete över kvartalen',
    extra: 'fler extra uppföljningar där risken är hög',
    unchanged: 'mindre ändring av den beslutade planen',
  },
}
