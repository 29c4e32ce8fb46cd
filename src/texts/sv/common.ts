import type { Role } from '#access/roles.ts'

/** Words that many pages share. */
export const common = {
  product: 'Uppsikt',
  save: 'Spara',
  cancel: 'Avbryt',
  back: 'Tillbaka',
  all: 'Alla',
  none: 'Inga',
  today: 'i dag',
  yes: 'Ja',
  no: 'Nej',
  optional: 'frivilligt',
  start: 'Start',
  demoNotice:
    'Demokommun med påhittade enheter, utförare och personer. Tvåfaktorsinloggning är avstängd i demon.',
  statedNotPersonal: 'Det här är inte ett personnummer. Jag har kontrollerat det.',
}

export const roleNames: Record<Role, string> = {
  strategist: 'Kvalitetsstrateg',
  reviewer: 'Uppföljare',
  mas: 'MAS',
  mar: 'MAR',
  sas: 'SAS',
  caseAuthority: 'Myndighetsutövning',
  controller: 'Controller',
  contractManager: 'Avtalsförvaltare',
  director: 'Direktör',
  registrar: 'Registrator',
  boardSecretary: 'Nämndsekreterare',
  electedAuditor: 'Förtroendevald revisor',
  unitManager: 'Enhetschef',
  providerManager: 'Utförarens ansvariga',
  delegate: 'Medarbetare hos utföraren',
  boardMember: 'Nämndledamot',
  admin: 'Systemförvaltare',
  auditor: 'Loggranskare',
}

export const operatingForms = {
  inHouse: 'Egen regi',
  procured: 'Upphandlad (LOU)',
  choiceSystem: 'Valfrihetssystem (LOV)',
  nonProfit: 'Idéburen',
  individualAgreement: 'Individavtal',
} as const

export const unitStatuses = {
  planned: 'Planerad',
  active: 'I drift',
  paused: 'Vilande',
  ended: 'Avslutad',
} as const

export const lawNames = { SoL: 'Socialtjänstlagen', LSS: 'LSS', HSL: 'Hälso- och sjukvårdslagen' } as const
