import { formatDate } from '#kernel/dates.ts'
import { plural } from '#kernel/swedish.ts'

export const followUpStates = {
  planned: 'Planerad',
  prepared: 'Förberedd',
  underway: 'Pågår',
  hearing: 'Faktagranskning',
  fixed: 'Fastställd',
  closed: 'Avslutad',
  cancelled: 'Inställd',
} as const

/** The states of the course, for whoever names the municipality's own steps after them. */
export const courseSteps = {
  planned: 'Planering',
  prepared: 'Förberedelse',
  underway: 'Genomförande',
  hearing: 'Faktagranskning',
  fixed: 'Fastställd bedömning',
  closed: 'Avslutad',
} as const

export const followUpKinds = {
  planned: 'Planerad uppföljning',
  eventDriven: 'Händelsestyrd uppföljning',
  targeted: 'Särskilt riktad uppföljning',
  theme: 'Temauppföljning',
  revisit: 'Återbesök',
} as const

export const depths = { basic: 'Grundläggande', inDepth: 'Fördjupad' } as const
export const depthHints = {
  basic: 'Avtalets grundläggande krav, och fördjupade krav inom årets fokusområden.',
  inDepth: 'Alla krav som gäller enheten.',
} as const

export const levels = {
  person: 'Individnivå',
  agreement: 'Avtalsnivå',
  operations: 'Verksamhetsnivå',
} as const
export const performers = {
  office: 'Nämndens förvaltning',
  inHouse: 'Egen regi, med gemensam bedömning av förvaltningen',
} as const

export const purposes = {
  agreement: 'Att avtal och uppdrag följs',
  goals: 'Att nämndens mål nås',
  development: 'Utveckling och lärande',
  individual: 'Att beslut om insatser verkställs för den enskilde',
  insight: 'Allmänhetens insyn',
  resources: 'Underlag för hur resurser används',
} as const

export const methods = {
  documentReview: 'Granskning av dokument',
  visit: 'Verksamhetsbesök',
  observation: 'Observation',
  interviewManagement: 'Samtal med ledning',
  interviewStaff: 'Samtal med medarbetare',
  interviewUsers: 'Samtal med brukare',
  recordReview: 'Granskning av journal och social dokumentation',
  registerData: 'Uppgifter ur register',
  survey: 'Enkät',
} as const

export const targetedForms = {
  specialReview: 'Särskild granskning inom ett område',
  spotCheck: 'Stickprov i verksamheter',
  visitAndInterviews: 'Besök och intervjuer',
} as const

export const timesOfDay = {
  officeHours: 'Kontorstid',
  evening: 'Kväll',
  night: 'Natt',
  weekend: 'Helg',
} as const

export const metRoles = {
  unitManager: 'Enhetschef',
  providerManagement: 'Utförarens ledning',
  coordinator: 'Samordnare',
  careStaff: 'Omsorgspersonal',
  nightStaff: 'Nattpersonal',
  temporaryStaff: 'Vikarier',
  nurse: 'Sjuksköterska',
  therapist: 'Arbetsterapeut eller fysioterapeut',
  users: 'Brukare',
  relatives: 'Anhöriga',
  guardians: 'Gode män eller förvaltare',
  staffRepresentative: 'Skyddsombud eller facklig företrädare',
} as const

export const biases = {
  undeclared: 'Inte lämnad',
  none: 'Inget jäv',
  biased: 'Jävig',
} as const

export const origins = {
  agreement: 'Ur avtalet eller uppdraget',
  focus: 'Årets fokusområden',
  lastTime: 'Inte uppfyllt förra gången',
  added: 'Tillagda under uppföljningen',
} as const

export const requestStates = {
  requested: 'Väntar på enheten',
  submitted: 'Inlämnat',
  accepted: 'Godkänt',
  returned: 'Begärd komplettering',
  withdrawn: 'Återkallad',
} as const

export const legalGrounds = {
  socialServicesAct: '15 kap. 9 § socialtjänstlagen (2025:400)',
  agreement: 'Avtalet eller uppdraget mellan nämnden och utföraren',
} as const

export const commonDocuments = {
  plans: {
    title: 'Genomförandeplaner, avidentifierade',
    why: 'Visar hur insatserna planeras tillsammans med den enskilde. Ta bort allt som pekar ut någon.',
  },
  routines: { title: 'Rutiner', why: 'Visar hur arbetet ska gå till enligt ledningssystemet.' },
  selfChecks: {
    title: 'Egenkontroller det senaste året',
    why: 'Visar hur enheten själv följer upp sin kvalitet.',
  },
  deviations: {
    title: 'Sammanställning av avvikelser det senaste året',
    why: 'Visar vad som har hänt, hur det utreddes och vad som ändrades.',
  },
  staffing: {
    title: 'Bemanningsschema för en fyraveckorsperiod',
    why: 'Visar bemanningen dag, kväll, natt och helg.',
  },
  competence: {
    title: 'Kompetensöversikt utan namn',
    why: 'Visar att medarbetarna har den utbildning som kraven anger.',
  },
  qualityReport: {
    title: 'Kvalitetsberättelse',
    why: 'Visar hur arbetet med kvalitet har bedrivits under året.',
  },
  patientSafetyReport: {
    title: 'Patientsäkerhetsberättelse',
    why: 'Visar hur patientsäkerheten har följts upp och förbättrats. Begärs i samråd med MAS.',
  },
} as const

/** Sentences that reach people's inboxes or the matter: who is assessed reads some of them. */
export const followUpNotices = {
  addedAsLead: (unit: string) => `Du leder uppföljningen av ${unit}. Lämna din jävsdeklaration.`,
  addedToTeam: (unit: string) => `Du är med i teamet för ${unit}. Lämna din jävsdeklaration.`,
  leftAsBiased: (name: string, unit: string) => `${name} har anmält jäv och lämnat teamet för ${unit}.`,
  prepared: (unit: string) => `En uppföljning av ${unit} förbereds.`,
  begun: (unit: string) => `En uppföljning av ${unit} har börjat.`,
  cancelled: (unit: string) => `Uppföljningen av ${unit} är inställd.`,
  requested: (count: number, unit: string) =>
    `${plural(count, 'underlag', 'underlag')} att lämna in för ${unit}.`,
  recordTitle: (title: string) => `Begäran om underlag: ${title}`,
  returned: (title: string) => `Kommunen ber om komplettering: ${title}`,
  withdrawn: (title: string) => `Du behöver inte längre lämna in: ${title}`,
  extension: (answer: 'granted' | 'refused', title: string) =>
    answer === 'granted' ? `Du har fått anstånd med: ${title}` : `Datumet står fast för: ${title}`,
}

/** One sentence for each verb in the history of a follow-up. */
export const historySentences: Readonly<Record<string, string>> = {
  'followUp.create': 'Uppföljningen planerades',
  'followUp.change': 'Planen ändrades',
  'followUp.prepare': 'Protokollet gjordes i ordning',
  'followUp.begin': 'Uppföljningen började',
  'followUp.cancel': 'Uppföljningen ställdes in',
  'followUp.close': 'Uppföljningen avslutades',
  'member.add': 'En person lades till i teamet',
  'member.remove': 'En person togs ur teamet',
  'work.handOver': 'En plats i teamet lämnades över till en annan person',
  'member.declareBias': 'En jävsdeklaration lämnades',
  'visit.record': 'Ett besök antecknades',
  'hours.record': 'Timmar skrevs in',
  'verdict.save': 'En bedömning sparades',
  'evidence.add': 'Ett underlag kopplades till ett krav',
  'evidence.remove': 'Ett underlag togs bort från ett krav',
  'request.create': 'Underlag begärdes',
  'request.accept': 'Ett underlag godkändes',
  'request.return': 'Komplettering begärdes',
  'request.withdraw': 'En begäran återkallades',
  'request.answerExtension': 'En begäran om anstånd besvarades',
  'request.askExtension': 'Utföraren bad om anstånd',
  'request.assign': 'Utföraren fördelade en uppgift',
  'request.submit': 'Utföraren lämnade in underlag',
  'hearing.send': 'Utkastet skickades för faktagranskning',
  'hearing.recall': 'Utkastet togs tillbaka',
  'hearing.answerExtension': 'En begäran om anstånd med faktagranskningen besvarades',
  'hearing.closeSilent': 'Faktagranskningen stängdes utan svar',
  'hearing.askExtension': 'Utföraren bad om anstånd med faktagranskningen',
  'hearing.comment': 'Utföraren skrev en synpunkt',
  'hearing.submit': 'Utföraren lämnade sina synpunkter',
  'comment.answer': 'En synpunkt besvarades',
  'assessment.fix': 'Bedömningen fastställdes',
  'assessment.correct': 'Bedömningen rättades i en ny version',
  'finding.raiseAcute': 'En akut brist anmäldes',
  'finding.confirmRepeat': 'En upprepad brist bekräftades',
  'finding.decideIvo': 'Beslut om anmälan till IVO antecknades',
  'finding.escalate': 'En brist gick till fortsatt hantering',
  'finding.close': 'En brist avslutades',
  'plan.request': 'En handlingsplan begärdes',
  'plan.submit': 'Utföraren lämnade in en handlingsplan',
  'paper.create': 'En rapport påbörjades',
  'paper.replace': 'En ny version av rapporten påbörjades',
  'paper.edit': 'Rapportens text ändrades',
  'paper.freeze': 'Rapporten fastställdes',
  'agenda.freezePaper': 'Rapporten fastställdes till kallelsen',
  'paper.deliver': 'Rapporten lämnades över',
}
export const historyFallback = 'En ändring gjordes'

/** "12 individuppföljningar, 1 januari 2026–30 juni 2026." Empty where no number is given. */
export function individualWords(of: {
  cases: number | null
  from: string | null
  to: string | null
}): string {
  if (of.cases === null || !of.from || !of.to) return ''
  const count = plural(of.cases, 'individuppföljning', 'individuppföljningar')
  return `${count}, ${formatDate(of.from)}–${formatDate(of.to)}.`
}
