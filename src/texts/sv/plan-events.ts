import { formatNumber, plural } from '#kernel/swedish.ts'

const hours = (count: number) => `${formatNumber(Math.round(count * 10) / 10)} timmar`
const rows = (count: number) => plural(count, 'uppföljning', 'uppföljningar')

/** An event-driven follow-up in the year's plan. */
export const eventTexts = {
  title: 'Händelsestyrd uppföljning',
  lead: 'Lägg in en händelsestyrd uppföljning i planen. Sidan räknar ut om tiden ryms i reserven, och vad som annars skjuts undan. Inget flyttas förrän du har valt det och skrivit varför.',
  back: 'Till läget',
  choose: 'Välj uppföljning',
  chooseLead: 'Händelsestyrda uppföljningar som ännu inte står i planen.',
  none: 'Alla händelsestyrda uppföljningar står i planen',
  noneText: 'Planera först uppföljningen. Kom sedan hit för att ge den tid i planen.',
  make: 'Planera en ny uppföljning',
  notFound: 'Uppföljningen går inte att lägga in här',
  notFoundText: 'Den står redan i en plan, är inställd eller har sin sista dag utanför planens år.',
  submitted: 'Planen är lämnad för beslut. Ta tillbaka den eller vänta på beslutet innan något läggs in.',
  passed: 'Planens år har passerat.',
  unit: 'Enhet',
  dueOn: 'Sista dag',
  depth: 'Djup',
  cause: 'Anledning',
  see: 'Öppna uppföljningen',
  decisionTitle: 'Beslut om uppföljningen',
  decidedBy: (name: string, day: string) => `${name} beslutade ${day}.`,
  waits: (who: string) =>
    `Enligt delegationsordningen beslutar ${who}. Beslutet behövs innan uppföljningen läggs in i planen.`,
  noMatter: 'Uppföljningen behöver ett ärende innan den kan beslutas.',
  noPoint:
    'Delegationsordningen säger inte vem som beslutar. Skriv vem som har beslutat när du lägger in uppföljningen.',
  decide: 'Besluta om uppföljningen',
  decideReason: 'Skäl för beslutet',
  decided: 'Beslutet är fattat och diariefört.',
  time: 'Tid för uppföljningen',
  timeLead: 'Timmarna fördelas jämnt över månaderna.',
  from: 'Från och med',
  to: 'Till och med',
  people: 'Timmar per person',
  person: 'Person',
  profession: 'Yrke',
  left: 'Kvar i reserven',
  unset: 'Timmar saknas',
  hours: 'Timmar',
  hoursFor: (name: string) => `Timmar för ${name}`,
  isLead: 'Ansvarig',
  count: 'Räkna ut',
  result: 'Så påverkas planen',
  outcomes: {
    reserve: 'Ryms i reserven',
    spare: 'Ryms bredvid det planerade',
    displaces: 'Skjuter undan planerade uppföljningar',
    over: 'Tiden räcker inte',
  },
  outcomeTexts: {
    reserve: (wants: number) =>
      `${hours(wants)} ryms i det som är avsatt för händelser. Inget annat behöver flyttas.`,
    spare: (wants: number) =>
      `${hours(wants)} är mer än det som är kvar i reserven, men de som ska göra uppföljningen har tid över. Inget annat behöver flyttas.`,
    displaces: (wants: number) =>
      `${hours(wants)} får plats när de valda uppföljningarna flyttas eller tas över.`,
    over: (wants: number) =>
      `${hours(wants)} får inte plats. Välj fler uppföljningar att flytta, eller ändra månader och timmar.`,
  },
  month: 'Månad',
  wants: 'Behövs',
  reserve: 'Reserv',
  used: 'Använd reserv',
  short: 'Saknas',
  stays: 'Saknas efter valen',
  enough: 'Räcker',
  unsetTitle: 'Det går inte att säga om tiden räcker',
  unsetText: 'Alla som ska göra uppföljningen har inte fått sina timmar för året.',
  setHours: 'Sätt timmar under Bemanning',
  waitsHere: 'Uppföljningen kan läggas in här när beslutet är fattat.',
  aside: 'Det som skjuts undan',
  /** Why just those are proposed, by how they were found. */
  asideBy: {
    team: (count: number) =>
      `Inget behöver flyttas: någon annan som har tid tar över i ${rows(count)}. Det prövas alltid först. Inga regler bryts. Välj själv om något annat är bättre, och räkna om.`,
    fewest: (count: number) =>
      `Ingen annan har tid att ta över allt. Förslaget ändrar ${rows(count)}: färre ger inte timmarna tillbaka, och av dem som räcker är det här de som planens mål förlorar minst på. Inga regler bryts. Välj själv om något annat är bättre, och räkna om.`,
    inTurn: (count: number) =>
      `Det behövs fler uppföljningar än vad som går att pröva tillsammans. Förslaget har valt ${rows(count)}, en i taget: den som ger mest tid tillbaka först. Inga regler bryts, men ett annat urval kan vara mindre. Välj själv och räkna om.`,
    tooLittle: (count: number) =>
      count === 0
        ? 'Ingen uppföljning kan flyttas eller tas över utan att en regel bryts. Välj själv vad som får ge vika, och räkna om.'
        : `Förslaget ändrar ${rows(count)} utan att bryta någon regel, men det räcker inte. Välj själv vad mer som får ge vika, och räkna om.`,
    none: () => 'Inget behöver flyttas.',
  },
  otherTeam: 'samma tid, någon annan',
  sameTime: (who: string) => `samma tid: ${who}`,
  takesOver: (who: string, after: string) => `${who} i stället för ${after}`,
  asideOwn: 'Så blir det med dina val. Ändra och räkna om om det behövs.',
  noRows:
    'Ingen planerad uppföljning i de månaderna kan flyttas. De är förberedda eller låsta, eller så är det andra händelser som tar tiden.',
  hidden: (count: number) => `${rows(count)} till står i vägen men visas inte.`,
  others: (count: number) => `Andra som kan flyttas i stället: ${rows(count)}`,
  planned: 'Planerad',
  newTime: 'Ny tid eller ny person',
  stay: 'Ligger kvar',
  option: (what: string, breaks: number) =>
    breaks === 0 ? what : `${what} (bryter ${plural(breaks, 'regel', 'regler')})`,
  recount: 'Räkna om med mina val',
  suggestAgain: 'Använd förslaget',
  breaks: 'Bryter',
  breaksNone: 'Inget',
  tooLittleTime: 'tiden räcker inte för alla det halvåret',
  putIn: 'Lägg in i planen',
  putInDecided:
    'Den beslutade planen får en ny version som väntar på beslut. Det som var beslutat står kvar tills dess.',
  putInFits: 'Uppföljningen läggs till i planen. Inget annat ändras.',
  putInDraft: 'Uppföljningen och flyttarna skrivs in i utkastet.',
  reason: 'Skäl',
  reasonHint: 'Står i planens historik och i nästa handling till nämnden.',
  decidedOn: 'Beslutsdag',
  who: 'Beslutad av',
  accept: 'Vi beslutar om det även om tiden inte räcker eller inte går att räkna ut',
  go: 'Lägg in uppföljningen',
  placed: ({ moved, newVersion }: { moved: number; newVersion: boolean }) =>
    [
      'Uppföljningen står i planen.',
      ...(moved > 0 ? [`${rows(moved)} är ändrade.`] : []),
      ...(newVersion ? ['En ny version väntar på beslut.'] : []),
    ].join(' '),
  changedTitle: 'Planen har ändrats',
  changedNow: 'En kollega har ändrat planen. Sidan är omräknad. Se över valen och lägg in igen.',
  noticeTeam: 'Du ingår i en händelsestyrd uppföljning som har lagts in i planen',
  noticeMoved: (count: number) => `${rows(count)} där du ingår har flyttats i planen`,
  noticeSwapped: (count: number) =>
    `${rows(count)} i planen har bytt person: du har kommit in eller gått ur teamet`,
  history: 'Inlagda händelser',
  historyNone: 'Inga händelsestyrda uppföljningar är inlagda än.',
  outcome: 'Utfall',
  pushed: 'Sköts undan',
  nothingPushed: 'Inget',
  decision: 'Beslut',
  movedText: (name: string, from: string, to: string) => `${name}: ${from} → ${to}`,
  hoursOf: hours,
}
