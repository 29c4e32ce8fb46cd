// Written by scripts/db-types.ts from the migrated database. Do not edit.
import type { ColumnType, Generated } from 'kysely'

/** What a jsonb column holds; the module that owns the column knows the shape. */
export type Json = ColumnType<unknown, string, string>
/** The same where the database has a value of its own. */
export type JsonOrDefault = ColumnType<unknown, string | undefined, string>

export type AccountTable = {
  municipalityId: string
  id: string
  name: string
  email: string
  passwordHash: string | null
  state: 'invited' | 'active' | 'closed'
  side: 'office' | 'operator' | 'board'
  profession: string | null
  providerId: string | null
  issuer: string | null
  subject: string | null
  createdAt: Generated<Date>
  closedAt: Date | null
  idleWarnedAt: Date | null
  reopenedAt: Date | null
}

export type AccountFactorTable = {
  municipalityId: string
  id: string
  accountId: string
  kind: 'totp' | 'passkey'
  name: string
  secretSealed: Buffer | null
  secretKeyId: string | null
  lastStep: number | null
  credentialId: string | null
  publicKey: Buffer | null
  signCount: number | null
  transports: Generated<string[]>
  madeAt: Date
  usedAt: Date | null
  removedAt: Date | null
  removedBy: string | null
  removedReason: Generated<string>
}

export type AccountIdentityTable = {
  municipalityId: string
  id: string
  identityProviderId: string
  issuer: string
  subject: string
  name: Generated<string>
  email: Generated<string>
  state: 'waiting' | 'bound' | 'turnedAway'
  accountId: string | null
  firstSeenAt: Date
  seenAt: Date
  settledBy: string | null
  settledAt: Date | null
}

export type AccountLinkTable = {
  municipalityId: string
  id: string
  accountId: string
  kind: 'invitation' | 'reset'
  tokenHash: Buffer
  createdBy: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export type AccountReviewTable = {
  municipalityId: string
  id: string
  providerId: string | null
  quarter: string
  madeAt: Date
  dueOn: string
  told: Generated<'' | 'made' | 'near' | 'late'>
  doneAt: Date | null
  missedAt: Date | null
}

export type AccountReviewAnswerTable = {
  municipalityId: string
  reviewId: string
  accountId: string
  providerId: string | null
  answer: 'stays' | 'left'
  answeredBy: string
  answeredAt: Date
}

export type ActionTable = {
  municipalityId: string
  id: string
  actionPlanId: string
  findingId: string
  boardId: string
  unitId: string
  providerId: string
  title: Generated<string>
  description: Generated<string>
  owner: Generated<string>
  dueOn: string | null
  followUpOn: string | null
  state: 'draft' | 'proposed' | 'returned' | 'approved' | 'reported' | 'verified' | 'closed'
  returnReason: Generated<string>
  effect: Generated<string>
  verifiedBy: string | null
  verifiedAt: Date | null
  revision: Generated<number>
  revisesId: string | null
}

export type ActionEntryTable = {
  municipalityId: string
  id: string
  actionId: string
  boardId: string
  unitId: string
  providerId: string
  kind: 'message' | 'return' | 'approval' | 'report' | 'evidence' | 'verification'
  text: Generated<string>
  fileId: string | null
  madeBy: string
  madeByName: string
  madeAt: Date
}

export type ActionPlanTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  state: 'requested' | 'submitted' | 'returned' | 'approved' | 'closed'
  dueOn: string
  requestedBy: string
  requestedAt: Date
  sharedAt: Date
  submittedBy: string | null
  submittedAt: Date | null
  revision: Generated<number>
}

export type AgendaBiasTable = {
  municipalityId: string
  id: string
  itemId: string
  boardId: string
  accountId: string | null
  personName: string
  reason: Generated<string>
  replacedBy: Generated<string>
  declaredBy: string
  declaredAt: Date
  withdrawnAt: Date | null
}

export type AgendaItemTable = {
  municipalityId: string
  id: string
  meetingId: string | null
  boardId: string
  matterId: string
  paperId: string | null
  number: number | null
  kind: 'decision' | 'information'
  title: string
  proposal: Generated<string>
  outcome: 'asProposed' | 'ownWording' | 'rejected' | 'referredBack' | 'tabled' | 'noted' | null
  outcomeText: Generated<string>
  paragraph: Generated<string>
  decidedAt: Date | null
  decidedBy: string | null
  lateReason: Generated<string>
  state: Generated<'waiting' | 'onAgenda' | 'withdrawn' | 'moved' | 'decided'>
  presenter: Generated<string>
  leftReason: Generated<string>
  cameFromId: string | null
  returnBy: string | null
  reservations: JsonOrDefault
  votes: Json | null
  earlier: JsonOrDefault
  notes: JsonOrDefault
  extract: Json | null
  extractNumber: number | null
  revision: Generated<number>
  extractPaperId: string | null
}

export type AgreementTable = {
  municipalityId: string
  id: string
  boardId: string
  providerId: string
  kind: 'lou' | 'lov' | 'mandate' | 'internal' | 'individual' | 'iop'
  caseNumber: Generated<string>
  mirrorsId: string | null
}

export type AgreementClauseTable = {
  municipalityId: string
  agreementId: string
  requirementKey: string
  boardId: string
  providerId: string
  clause: string
  exceptedFrom: string | null
  exceptedReason: Generated<string>
  differenceReason: Generated<string>
}

export type AgreementNoteTable = {
  municipalityId: string
  id: string
  agreementId: string
  boardId: string
  kind: 'experience' | 'review'
  requirementKey: string | null
  text: string
  notedOn: string
  writtenBy: string
  writtenAt: Date
}

export type AgreementPlanTable = {
  municipalityId: string
  id: string
  agreementId: string
  boardId: string
  version: number
  state: 'draft' | 'fixed' | 'excepted'
  occasion: 'new' | 'extension' | 'followUp' | 'changed'
  rows: JsonOrDefault
  note: Generated<string>
  createdBy: string
  createdAt: Date
  fixedBy: string | null
  fixedAt: Date | null
  revision: Generated<number>
}

export type AgreementRuleTable = {
  municipalityId: string
  kind: 'lou' | 'lov' | 'mandate' | 'internal' | 'individual' | 'iop'
  warnMonths: number
  needsPlan: boolean
  followUpMonthsBefore: number | null
  followUpMonthsAfterStart: number | null
  reviewMonth: number | null
  revision: Generated<number>
}

export type AgreementStateTable = {
  municipalityId: string
  id: string
  agreementId: string
  boardId: string
  providerId: string
  title: string
  status: 'drafted' | 'adopted' | 'ended'
  catalogueVersionId: string
  decidedOn: string | null
  extensionUntil: string | null
  extensionDecisionBy: string | null
  changeNote: Generated<string>
  validFrom: string
  validTo: string | null
  recordedAt: Date
  recordedBy: string | null
  supersededAt: Date | null
  procurementForm: Generated<
    '' | 'open' | 'selective' | 'negotiated' | 'direct' | 'choiceSystem' | 'partnership' | 'none'
  >
  tenderDocument: Generated<string>
  decidedBy: Generated<string>
  providerContact: Generated<string>
  managedBy: Generated<string>
  noticeMonths: number | null
  options: JsonOrDefault
}

export type AgreementUnitTable = {
  municipalityId: string
  agreementId: string
  unitId: string
  boardId: string
  providerId: string
  validFrom: string
  validTo: string | null
}

export type AgreementWorkTable = {
  municipalityId: string
  id: string
  boardId: string
  serviceAreaId: string
  title: string
  position: number
  ownerId: string | null
  dueOn: string
  agreementId: string | null
  note: Generated<string>
  droppedAt: Date | null
  revision: Generated<number>
}

export type ApiTokenTable = {
  municipalityId: string
  id: string
  accountId: string
  name: string
  tokenHash: Buffer
  areas: string[]
  mayWrite: boolean
  madeAt: Date
  expiresAt: Date
  usedAt: Date | null
  endedAt: Date | null
}

export type AreaRuleTable = {
  municipalityId: string
  boardId: string
  serviceAreaId: string
  coverage: Generated<'everyUnit' | 'share' | 'area' | 'none'>
  sharePercent: number | null
  inDepthEvery: Generated<number>
  inDepthOf: Generated<'unit' | 'area'>
  choiceSystemMonths: Generated<number>
  procuredMonths: Generated<number>
  lastYearActions: Generated<boolean>
  ground: Generated<string>
  revision: Generated<number>
  needsSas: Generated<boolean>
}

export type AssessmentTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  version: number
  snapshot: Json
  sha256: Buffer
  ruleVersion: string
  reason: Generated<string>
  statement: Generated<string>
  fixedBy: string
  fixedAt: Date
  sharedAt: Date
}

export type AuditTable = {
  municipalityId: string
  seq: number
  at: Date
  accountId: string | null
  verb: string
  targetId: string | null
  boardId: string | null
  unitId: string | null
  commandId: string | null
  outcome: 'done' | 'denied' | 'read'
  detail: Json
  previousHash: Buffer
  hash: Buffer
}

export type BoardTable = {
  municipalityId: string
  id: string
  name: string
  abbreviation: string
  validFrom: string
  validTo: string | null
  reportDays: Generated<string[]>
}

export type CalendarFeedTable = {
  municipalityId: string
  accountId: string
  tokenHash: Buffer
  madeAt: Date
  readAt: Date | null
  endedAt: Date | null
}

export type CareResponsibilityTable = {
  municipalityId: string
  id: string
  unitId: string
  boardId: string
  providerId: string
  agreementId: string
  task: string
  answerable: 'municipality' | 'provider' | 'otherMunicipality' | 'region'
  clause: Generated<string>
  validFrom: string
  validTo: string | null
  recordedBy: string
  recordedAt: Date
  supersededAt: Date | null
}

export type CatalogueVersionTable = {
  municipalityId: string
  id: string
  name: string
  number: number
  state: 'draft' | 'published'
  validFrom: string
  validTo: string | null
  publishedAt: Date | null
  decision: Generated<string>
  agreementId: string | null
  baseId: string | null
  createdBy: string | null
  createdAt: Date | null
  decidedBy: Generated<string>
  decidedOn: string | null
  caseNumber: Generated<string>
  paragraph: Generated<string>
  revision: Generated<number>
}

export type CommandReceiptTable = {
  municipalityId: string
  commandId: string
  accountId: string
  verb: string
  result: Json | null
  doneAt: Date
  inputSha256: Buffer | null
}

export type DecidedPlanTable = {
  municipalityId: string
  id: string
  boardId: string
  title: string
  caseNumber: string
  decidedOn: string | null
  source: string
  years: number[]
  rows: Json
  focusAreas: string[]
}

export type DelegationDecisionTable = {
  municipalityId: string
  id: string
  boardId: string
  year: number
  number: number
  pointId: string | null
  point: string
  matterId: string
  recordNumber: number
  what: string
  reason: Generated<string>
  decidedOn: string
  decidedBy: string | null
  decidedByName: string
  decidedAs: string
  recordedBy: string
  recordedAt: Date
  act: string | null
  sourceId: string | null
  reportedItemId: string | null
}

export type DelegationOrderTable = {
  municipalityId: string
  id: string
  boardId: string
  number: number
  state: 'draft' | 'decided'
  validFrom: string | null
  decidedOn: string | null
  decision: Generated<string>
  revision: Generated<number>
}

export type DelegationPointTable = {
  municipalityId: string
  id: string
  orderId: string
  boardId: string
  code: string
  law: Generated<string>
  what: string
  roles: string[]
  conditions: Generated<string>
  limits: Generated<string>
  act: 'ivoNotification' | 'eventDrivenFollowUp' | 'sanction' | 'fixPlan' | 'refuseRelease' | null
}

export type DeliveryTable = {
  municipalityId: string
  id: string
  itemId: string
  boardId: string
  matterId: string
  receiverKind: 'provider' | 'unit' | 'board' | 'council' | 'other'
  receiverName: string
  providerId: string | null
  unitId: string | null
  toBoardId: string | null
  way: 'system' | 'email' | 'post' | 'byHand'
  content: Json
  sentAt: Date
  sentBy: string
  recordNumber: number
  receivedOn: string | null
  receivedNote: Generated<string>
  paperId: string | null
}

export type DisposalTable = {
  municipalityId: string
  id: string
  boardId: string
  number: number
  ruleId: string
  kind:
    | 'handIn'
    | 'evidence'
    | 'protocolNotes'
    | 'registerEntry'
    | 'import'
    | 'notice'
    | 'mail'
    | 'signIn'
    | 'draft'
    | 'proposal'
  beforeOn: string
  state: 'proposed' | 'withdrawn' | 'rejected' | 'approved' | 'working' | 'done' | 'failed'
  note: Generated<string>
  backupDays: number
  proposedBy: string
  proposedByName: string
  proposedAt: Date
  decidedBy: string | null
  decidedByName: Generated<string>
  decidedAt: Date | null
  reason: Generated<string>
  begun: Generated<number>
  endedAt: Date | null
  disposed: number | null
  held: number | null
  backupsUntil: string | null
  paperId: string | null
  revision: Generated<number>
}

export type DisposalHoldTable = {
  municipalityId: string
  id: string
  boardId: string
  matterId: string
  ground: 'appeal' | 'supervision' | 'research' | 'other'
  reason: string
  placedBy: string
  placedByName: string
  placedAt: Date
  liftedBy: string | null
  liftedByName: Generated<string>
  liftedAt: Date | null
  liftedReason: Generated<string>
}

export type DisposalItemTable = {
  municipalityId: string
  disposalId: string
  position: number
  boardId: string
  itemKey: string
  label: string
  happenedOn: string
  amount: number
  href: Generated<string>
  held: 'hold' | 'release' | 'finding' | 'matter' | null
  disposed: Generated<boolean>
}

export type DisposalRuleTable = {
  municipalityId: string
  id: string
  boardId: string
  kind:
    | 'handIn'
    | 'evidence'
    | 'protocolNotes'
    | 'registerEntry'
    | 'import'
    | 'notice'
    | 'mail'
    | 'signIn'
    | 'draft'
    | 'proposal'
  action: 'preserve' | 'dispose'
  years: number | null
  ground: Generated<string>
  decidedBy: string
  decidedOn: string
  reference: string
  recordedBy: string
  recordedByName: string
  recordedAt: Date
  supersededAt: Date | null
}

export type DocumentRequestTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  title: string
  why: string
  legalGround: string
  requirementIds: string[]
  dueOn: string
  state: 'requested' | 'submitted' | 'accepted' | 'returned' | 'withdrawn'
  extensionAskedUntil: string | null
  extensionReason: Generated<string>
  extensionAnswer: 'granted' | 'refused' | null
  returnReason: Generated<string>
  requestedBy: string
  requestedAt: Date
  sharedAt: Date
  assignedTo: string | null
  revision: Generated<number>
}

export type DutyTable = {
  municipalityId: string
  id: string
  rule: string
  sourceId: string
  period: Generated<string>
  boardId: string
  unitId: string | null
  providerId: string | null
  title: string
  href: string
  ground: string
  dueOn: string
  remindFrom: string
  ownerId: string | null
  ownerRole: string
  assignedAt: Date | null
  state: 'open' | 'done' | 'waived' | 'lapsed'
  doneOn: string | null
  proofHref: Generated<string>
  proofNote: Generated<string>
  settledBy: string | null
  decidedBy: string | null
  firstSeenAt: Date
  changedAt: Date
  revision: Generated<number>
}

export type DutyEventTable = {
  municipalityId: string
  id: string
  dutyId: string
  boardId: string
  kind: 'moved' | 'owner' | 'done' | 'reopened' | 'waived' | 'lapsed' | 'decided'
  was: Generated<string>
  became: Generated<string>
  reason: Generated<string>
  byId: string | null
  at: Date
}

export type DutyReminderTable = {
  municipalityId: string
  dutyId: string
  accountId: string
  stage: string
  sentOn: string
  noticeId: string
}

export type EvidenceTable = {
  municipalityId: string
  id: string
  protocolRowId: string
  followUpId: string
  boardId: string
  kind: 'document' | 'observation' | 'interview' | 'figure' | 'record'
  text: Generated<string>
  fileId: string | null
  addedBy: string
  addedAt: Date
  removedAt: Date | null
  disposalId: string | null
}

export type FileTable = {
  municipalityId: string
  id: string
  boardId: string
  unitId: string | null
  providerId: string | null
  name: string
  mediaType: string
  size: number
  sha256: Buffer
  content: Buffer
  uploadedBy: string
  uploadedAt: Date
  sharedAt: Date | null
  ownSpace: Generated<boolean>
  disposalId: string | null
}

export type FindingTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  requirementId: string
  requirementKey: string
  protocolRowId: string | null
  assessmentId: string | null
  severity: 'minor' | 'serious' | 'acute'
  title: string
  description: string
  state: 'open' | 'planned' | 'remedied' | 'closed' | 'escalated' | 'withdrawn'
  repeatsId: string | null
  repeatConfirmedBy: string | null
  ivoDecision: 'notified' | 'notNotified' | null
  ivoReason: Generated<string>
  ivoDecidedBy: string | null
  ivoDecidedAt: Date | null
  nextStep: string | null
  nextStepClause: Generated<string>
  foundAt: Date
  sharedAt: Date | null
  closedAt: Date | null
  closedReason: Generated<string>
  revision: Generated<number>
  actionPlanId: string | null
  boardPaperId: string | null
}

export type FindingStepTable = {
  municipalityId: string
  id: string
  findingId: string
  boardId: string
  unitId: string
  providerId: string
  step: 'dialogue' | 'reminder' | 'revisit' | 'boardReport' | 'sanction'
  clause: string
  reason: string
  decidedBy: string
  decidedByName: string
  decidedAt: Date
}

export type FixedVerdictTable = {
  municipalityId: string
  assessmentId: string
  requirementId: string
  requirementKey: string
  boardId: string
  unitId: string
  providerId: string
  verdict: 'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed'
  level: number | null
  measured: number | null
  note: Generated<string>
}

export type FollowUpTable = {
  municipalityId: string
  id: string
  boardId: string
  unitId: string
  providerId: string
  agreementId: string | null
  matterId: string | null
  catalogueVersionId: string
  previousId: string | null
  title: string
  kind: 'planned' | 'eventDriven' | 'targeted' | 'theme' | 'revisit'
  depth: 'basic' | 'inDepth'
  level: Generated<'person' | 'agreement' | 'operations'>
  purposes: string[]
  focusAreas: string[]
  methods: string[]
  announced: boolean
  performedBy: Generated<'office' | 'inHouse'>
  dueOn: string
  state: 'planned' | 'prepared' | 'underway' | 'hearing' | 'fixed' | 'closed' | 'cancelled'
  requirementsPer: string
  preparedAt: Date | null
  sharedAt: Date | null
  begunAt: Date | null
  closedAt: Date | null
  summary: Generated<string>
  analysis: Generated<string>
  individualInput: Generated<string>
  economyInput: Generated<string>
  roleException: Generated<string>
  revision: Generated<number>
  createdBy: string
  createdAt: Date
  cause: Generated<string>
  endedReason: Generated<string>
  planItemId: string | null
  individualCases: number | null
  individualFrom: string | null
  individualTo: string | null
  notesDisposalId: string | null
  targetedForm: 'specialReview' | 'spotCheck' | 'visitAndInterviews' | null
  narrowed: Generated<boolean>
  requirementKeys: Generated<string[]>
}

export type FollowUpMemberTable = {
  municipalityId: string
  followUpId: string
  accountId: string
  boardId: string
  unitId: string
  providerId: string
  name: string
  profession: string
  isLead: Generated<boolean>
  bias: Generated<'undeclared' | 'none' | 'biased'>
  biasNote: Generated<string>
  declaredAt: Date | null
  removedAt: Date | null
  sharedAt: Date | null
}

export type FollowUpStepTable = {
  municipalityId: string
  kind: 'planned' | 'eventDriven' | 'targeted' | 'theme' | 'revisit'
  position: number
  state: 'planned' | 'prepared' | 'underway' | 'hearing' | 'fixed' | 'closed'
  name: string
  role: Generated<string>
}

export type FrameworkTable = {
  municipalityId: string
  id: string
  key: string
  name: string
  sourceDocument: string
  sourceCaseNumber: Generated<string>
  sourceSection: Generated<string>
}

export type HalfSignInTable = {
  municipalityId: string
  id: string
  accountId: string
  tokenHash: Buffer
  challenge: string
  madeAt: Date
  expiresAt: Date
  endedAt: Date | null
}

export type HearingTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  snapshot: Json
  sha256: Buffer
  state: 'open' | 'answered' | 'silent' | 'recalled'
  dueOn: string
  dueGround: string
  message: Generated<string>
  extensionAskedUntil: string | null
  extensionReason: Generated<string>
  extensionAnswer: 'granted' | 'refused' | null
  statement: Generated<string>
  recallReason: Generated<string>
  sentBy: string
  sharedAt: Date
  openedAt: Date | null
  answeredBy: string | null
  answeredAt: Date | null
  revision: Generated<number>
  extensionAnswerReason: Generated<string>
  lateReason: Generated<string>
  noComments: Generated<boolean>
  silentAt: Date | null
}

export type HearingCommentTable = {
  municipalityId: string
  id: string
  hearingId: string
  protocolRowId: string | null
  boardId: string
  unitId: string
  providerId: string
  kind: 'factualError' | 'missingInformation' | 'otherJudgement' | 'typingError'
  text: string
  fileId: string | null
  madeBy: string
  madeAt: Date
  sentAt: Date | null
  answer: Generated<string>
  outcome: 'accepted' | 'partly' | 'declined' | null
  answeredBy: string | null
  answeredAt: Date | null
}

export type IdentityProviderTable = {
  municipalityId: string
  id: string
  name: string
  issuer: string
  clientId: string
  secretSealed: Buffer | null
  secretKeyId: string | null
  secretVariable: Generated<string>
  scopes: string
  subjectClaims: string[]
  requiredClaims: JsonOrDefault
  roleClaim: Generated<string>
  roleMapping: JsonOrDefault
  organisationClaim: Generated<string>
  organisationMapping: JsonOrDefault
  isActive: Generated<boolean>
  offersLogout: Generated<boolean>
  changedBy: string
  changedAt: Date
  revision: Generated<number>
  maxAgeMinutes: number | null
}

export type ImportTable = {
  municipalityId: string
  id: string
  boardId: string | null
  state: 'uploaded' | 'read' | 'previewed' | 'done' | 'undone' | 'refused'
  fileName: string
  fileSha256: Buffer
  fileSize: number
  content: Buffer | null
  reading: Json | null
  sheets: JsonOrDefault
  validFrom: string
  changeKind: Generated<'change' | 'correction'>
  note: Generated<string>
  counts: JsonOrDefault
  revision: Generated<number>
  uploadedBy: string
  uploadedAt: Date
  previewedAt: Date | null
  doneBy: string | null
  doneAt: Date | null
  undoneBy: string | null
  undoneAt: Date | null
  disposalId: string | null
}

export type ImportMappingTable = {
  municipalityId: string
  kind: string
  signature: string
  columns: Json
  savedBy: string
  savedAt: Date
}

export type ImportRowTable = {
  municipalityId: string
  importId: string
  boardId: string | null
  sheet: number
  rowNumber: number
  cells: Json
  kind: string | null
  label: Generated<string>
  outcome: 'new' | 'changed' | 'unchanged' | 'faulty' | null
  changes: JsonOrDefault
  faults: JsonOrDefault
  targetId: string | null
  done: Json | null
}

export type ImportWorkTable = {
  municipalityId: string
  importId: string
  boardId: string | null
  step: 'read' | 'preview' | 'run'
  revision: number
  commandId: string
  askedBy: string
  askedAt: Date
  begun: Generated<number>
  percent: Generated<number>
  endedAt: Date | null
  fault: Json | null
}

export type LawReferenceTable = {
  municipalityId: string
  id: string
  key: string
  act: string
  short: string
  section: string
  summary: string
  validFrom: string | null
  validTo: string | null
  replaces: string | null
  verified: boolean
}

export type LockedRecordTable = {
  municipalityId: string
  id: string
  boardId: string
  matterId: string
  recordId: string
  recordNumber: number
  title: string
  ground: string
  receivedOn: string
  sealed: Buffer
  keyId: string
  size: number
  maskedRecordId: string | null
  maskedFileId: string | null
  takenBy: string
  takenByName: string
  takenAt: Date
}

export type LogReviewTable = {
  municipalityId: string
  id: string
  month: string
  seed: string
  lastSeq: number
  rowCount: number
  rules: Json
  state: 'open' | 'skipped' | 'done'
  dueOn: string
  told: Generated<'' | 'made' | 'near' | 'skipped'>
  madeAt: Date
  skippedAt: Date | null
  finishedBy: string | null
  finishedAt: Date | null
  conclusion: Generated<string>
  lateReason: Generated<string>
  revision: Generated<number>
}

export type LogReviewItemTable = {
  municipalityId: string
  id: string
  reviewId: string
  rule: string
  subjectId: string
  day: string
  position: number
  verdict: 'inOrder' | 'asked' | 'fault' | null
  note: Generated<string>
  judgedBy: string | null
  judgedAt: Date | null
}

export type LogReviewRowTable = {
  municipalityId: string
  itemId: string
  seq: number
}

export type LogReviewRulesTable = {
  municipalityId: string
  sampleRows: Generated<number>
  samplePercent: Generated<number>
  mostPlaces: Generated<number>
  mostRefusals: Generated<number>
  mostNetworks: Generated<number>
  changedBy: string
  changedAt: Date
  revision: Generated<number>
}

export type LogoutTokenSeenTable = {
  municipalityId: string
  identityProviderId: string
  jtiDigest: string
  forgetAt: Date
}

export type MailChoiceTable = {
  municipalityId: string
  accountId: string
  wanted: boolean
  chosenAt: Date
}

export type MailDeliveryTable = {
  municipalityId: string
  id: string
  noticeId: string | null
  accountId: string
  address: string
  subject: string
  href: string
  state: 'queued' | 'sending' | 'sent' | 'failed'
  attempts: Generated<number>
  answerCode: number | null
  answer: Generated<string>
  queuedAt: Date
  nextAt: Date
  endedAt: Date | null
}

export type MatterTable = {
  municipalityId: string
  id: string
  boardId: string
  caseNumber: string
  title: string
  openedOn: string
  closedOn: string | null
  kind: Generated<
    'followUp' | 'yearPlan' | 'agreement' | 'guideline' | 'sanction' | 'delegation' | 'release' | 'other'
  >
  replacesId: string | null
  history: JsonOrDefault
  revision: Generated<number>
}

export type MeetingTable = {
  municipalityId: string
  id: string
  boardId: string
  heldOn: string
  papersBy: string
  place: Generated<string>
  state: 'planned' | 'noticed' | 'held' | 'adjusted' | 'cancelled'
  noticeBy: string | null
  adjustBy: string | null
  noticedAt: Date | null
  cancelledAt: Date | null
  cancelledReason: Generated<string>
  adjustedOn: string | null
  postedOn: string | null
  postedUntil: string | null
  revision: Generated<number>
  noticePaperId: string | null
}

export type MunicipalityTable = {
  id: string
  name: string
  accent: Generated<string>
  isDemo: Generated<boolean>
  hearingDays: Generated<number>
  hearingGround: Generated<string>
  createdAt: Generated<Date>
  releaseDays: Generated<number>
  secondFactorRequired: Generated<boolean>
  idleDays: Generated<number>
  fileGigabytes: Generated<number>
}

export type NoticeTable = {
  municipalityId: string
  id: string
  accountId: string
  kind: string
  title: string
  href: string
  acute: Generated<boolean>
  boardId: string | null
  sentAt: Date
  openedAt: Date | null
}

export type OwnDraftTable = {
  municipalityId: string
  accountId: string
  key: string
  content: Json
  savedAt: Date
}

export type PaperTable = {
  municipalityId: string
  id: string
  boardId: string
  matterId: string | null
  followUpId: string | null
  unitId: string | null
  providerId: string | null
  kind: 'followUpReport' | 'memo' | 'plan' | 'periodReport' | 'notice' | 'extract' | 'disposalCertificate'
  title: string
  state: 'draft' | 'frozen'
  sections: Json
  snapshot: Json | null
  html: string | null
  pdf: Buffer | null
  pdfArchive: Buffer | null
  docx: Buffer | null
  sha256: Buffer | null
  frozenBy: string | null
  frozenAt: Date | null
  putBeforeBoardAt: Date | null
  sharedAt: Date | null
  authorName: string
  createdBy: string
  createdAt: Date
  revision: Generated<number>
  source: Json | null
  period: Generated<string>
  xlsx: Buffer | null
  replacesId: string | null
  templateId: string | null
  sharedUnits: Generated<string[]>
}

export type PaperBodyTable = {
  municipalityId: string
  id: string
  paperId: string
  boardId: string
  toBoardId: string | null
  bodyName: string
  caseNumber: Generated<string>
  role: 'decides' | 'receives'
  ground: Generated<string>
  addedBy: string
  addedByName: string
  addedAt: Date
  putBeforeBoardAt: Date | null
}

export type PaperTemplateTable = {
  municipalityId: string
  id: string
  number: number
  note: Generated<string>
  logo: Buffer | null
  logoType: 'svg' | 'png' | null
  logoAlt: Generated<string>
  letterhead: Generated<string[]>
  texts: JsonOrDefault
  typst: Generated<string>
  madeBy: string
  madeByName: string
  madeAt: Date
  wordName: Generated<string>
  wordStyles: Generated<string>
  wordTheme: Generated<string>
}

export type PasskeyChallengeTable = {
  municipalityId: string
  id: string
  accountId: string
  sessionId: string
  challenge: string
  madeAt: Date
  expiresAt: Date
  takenAt: Date | null
}

export type PendingSignInTable = {
  municipalityId: string
  id: string
  identityProviderId: string
  stateHash: Buffer
  browserHash: Buffer
  nonce: string
  verifier: string
  invitationHash: Buffer | null
  nextPath: string
  isSilent: boolean
  expiresAt: Date
}

export type PlanChangeTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  planItemId: string
  version: number
  kind: 'added' | 'moved' | 'changed' | 'removed' | 'restored' | 'pinned' | 'unpinned'
  before: Json | null
  after: Json | null
  reason: Generated<string>
  eventFollowUpId: string | null
  changedBy: string
  changedAt: Date
}

export type PlanEstimateTable = {
  municipalityId: string
  id: string
  boardId: string
  serviceAreaId: string | null
  kind: 'planned' | 'theme' | 'targeted' | 'revisit' | 'eventDriven' | 'actions' | 'selfCheck'
  depth: 'basic' | 'inDepth'
  hours: Json
}

export type PlanEstimateChangeTable = {
  municipalityId: string
  id: string
  boardId: string
  serviceAreaId: string | null
  kind: string
  depth: 'basic' | 'inDepth'
  before: Json | null
  after: Json | null
  reason: Generated<string>
  followUps: number | null
  changedBy: string
  changedAt: Date
}

export type PlanEventTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  version: number
  followUpId: string
  planItemId: string
  hours: Json
  outcome: 'reserve' | 'spare' | 'displaces' | 'over'
  overReserve: Generated<number>
  displaced: JsonOrDefault
  reason: string
  decidedOn: string
  decidedBy: string
  point: Generated<string>
  recordedBy: string
  recordedAt: Date
}

export type PlanExceptionTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  rule: 'coverage' | 'inDepth' | 'choiceSystem' | 'procured' | 'actions' | 'selfCheck' | 'agreement'
  sourceId: string
  year: number
  reason: string
  decidedBy: string
  decidedOn: string
  madeBy: string
  madeAt: Date
  withdrawnAt: Date | null
  decisionId: string | null
}

export type PlanItemTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  subject: 'unit' | 'area' | 'theme' | 'authority'
  unitId: string | null
  serviceAreaId: string | null
  name: string
  otherBoardId: string | null
  ground: Generated<string>
  year: number
  month: number | null
  half: number
  kind: 'planned' | 'theme' | 'targeted' | 'revisit' | 'eventDriven' | 'actions' | 'selfCheck'
  depth: 'basic' | 'inDepth'
  focusAreas: Generated<string[]>
  methods: Generated<string[]>
  announced: Generated<boolean>
  priority: Generated<'high' | 'normal' | 'low'>
  assignmentSource: Generated<string>
  origin: 'lastYear' | 'theme' | 'requirement' | 'obligation' | 'event' | 'decision' | 'rule'
  originId: string | null
  why: Generated<string>
  hours: number
  theme: Generated<string>
  note: Generated<string>
  doneOn: string | null
  doneNote: Generated<string>
  removedAt: Date | null
  revision: Generated<number>
  createdBy: string
  createdAt: Date
  proposalId: string | null
  pinnedAt: Date | null
  pinnedBy: string | null
}

export type PlanItemMemberTable = {
  municipalityId: string
  planItemId: string
  accountId: string
  boardId: string
  role: 'lead' | 'second' | 'mas' | 'mar' | 'sas'
  hours: number | null
}

export type PlanItemSourceTable = {
  municipalityId: string
  planItemId: string
  findingId: string
  boardId: string
}

export type PlanProposalTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  name: string
  assumptions: Json
  state: 'queued' | 'working' | 'ready' | 'impossible' | 'failed'
  mostSeconds: number
  wantedGap: number
  input: Json
  inputSha256: Buffer
  words: Json
  notes: Json
  draftMark: string
  askedBy: string
  askedAt: Date
  begun: Generated<number>
  beganAt: Date | null
  endedAt: Date | null
  stopAskedBy: string | null
  stopAskedAt: Date | null
  seconds: Generated<number>
  objective: number | null
  bound: number | null
  first: Json | null
  answer: Json | null
  broken: Json | null
  solverVersion: Generated<string>
  fault: Generated<string>
  takenBy: string | null
  takenAt: Date | null
}

export type PlanSettingTable = {
  municipalityId: string
  boardId: string
  fixedBy: Generated<'board' | 'management' | 'both'>
  changedBy: Generated<'board' | 'management' | 'both'>
  delegationPoint: Generated<string>
  selfCheckEvery: Generated<number>
  selfCheckFirst: Generated<number>
  reportMonths: Generated<number>
  decideByMonth: Generated<number>
  needsRiskAnalysis: Generated<boolean>
  revision: Generated<number>
  reservePercent: Generated<number>
  monthsBetween: Generated<number>
  professionsPerTeam: Generated<number>
  reportsPerMeeting: Generated<number>
  extraFromRisk: Generated<number>
  monthProfile: Generated<number[]>
  prepareWeeks: Generated<number>
  answerableUnit: Generated<string>
}

export type PlanVisitDayTable = {
  municipalityId: string
  planItemId: string
  boardId: string
  visitOn: string
  note: Generated<string>
  revision: Generated<number>
  setBy: string
  setAt: Date
}

export type PresenceTable = {
  municipalityId: string
  followUpId: string
  accountId: string
  boardId: string
  protocolRowId: string | null
  seenAt: Date
}

export type ProtocolRowTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  requirementId: string
  requirementKey: string
  position: number
  origin: 'agreement' | 'focus' | 'lastTime' | 'added'
  clause: Generated<string>
  verdict: Generated<'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed'>
  level: number | null
  measured: number | null
  note: Generated<string>
  reason: Generated<string>
  revision: Generated<number>
  changedBy: string | null
  changedAt: Date | null
}

export type ProviderTable = {
  municipalityId: string
  id: string
  name: string
  organisationNumber: string | null
  kind: 'municipal' | 'private' | 'nonProfit' | 'otherMunicipality'
  email: string | null
  managementSystemSeenOn: string | null
  isInvented: Generated<boolean>
  validFrom: string
  validTo: string | null
  revision: Generated<number>
}

export type ProviderProgrammeTable = {
  municipalityId: string
  id: string
  title: string
  caseNumber: string
  adoptedOn: string
  termFrom: string
  termTo: string
  note: Generated<string>
  registeredBy: string
  registeredAt: Date
}

export type QualityAreaTable = {
  municipalityId: string
  id: string
  frameworkId: string
  key: string
  name: string
  description: Generated<string>
  position: number
  validFrom: string | null
  validTo: string | null
  revision: Generated<number>
}

export type QualityAreaMappingTable = {
  municipalityId: string
  fromKey: string
  toKey: string
}

export type RecordTable = {
  municipalityId: string
  id: string
  matterId: string
  boardId: string
  number: number
  title: string
  direction: 'in' | 'out' | 'internal'
  kind:
    | 'paper'
    | 'extract'
    | 'document'
    | 'documentRequest'
    | 'submission'
    | 'hearing'
    | 'hearingRecall'
    | 'hearingSilence'
    | 'hearingAnswer'
    | 'assessment'
    | 'actionPlanRequest'
    | 'actionPlan'
    | 'actionReport'
    | 'referral'
    | 'officialNote'
    | 'delegation'
    | 'dispatch'
    | 'release'
    | 'locked'
  party: Generated<string>
  fileId: string | null
  paperId: string | null
  sourceId: string | null
  secrecyClaimed: Generated<boolean>
  registeredAt: Date
  registeredBy: string | null
  note: Generated<string>
}

export type RecoveryCodeTable = {
  municipalityId: string
  id: string
  accountId: string
  codeHash: Buffer
  madeAt: Date
  endedAt: Date | null
}

export type ReferralTable = {
  municipalityId: string
  id: string
  boardId: string
  unitId: string
  followUpId: string | null
  receiver: string
  what: string
  reference: Generated<string>
  referredBy: string
  referredOn: string
}

export type RegisterChangeTable = {
  municipalityId: string
  id: string
  entryId: string
  boardId: string
  kind: 'created' | 'changed' | 'moved' | 'removed' | 'restored' | 'filed' | 'unfiled'
  changes: JsonOrDefault
  note: Generated<string>
  byId: string
  at: Date
}

export type RegisterEntryTable = {
  municipalityId: string
  id: string
  kindId: string
  boardId: string
  title: string
  state: Generated<string>
  facts: Json
  unitId: string | null
  providerId: string | null
  agreementId: string | null
  reviewOn: string | null
  gaps: Generated<string[]>
  sharedAt: Date | null
  isInvented: Generated<boolean>
  removedAt: Date | null
  removedReason: Generated<string>
  createdBy: string
  createdAt: Date
  changedAt: Date
  revision: Generated<number>
  disposalId: string | null
}

export type RegisterFileTable = {
  municipalityId: string
  entryId: string
  fileId: string
  boardId: string
  document: Generated<string>
  addedAt: Date
  removedAt: Date | null
}

export type RegisterKindTable = {
  municipalityId: string
  id: string
  key: string
  position: number
  definition: Json
  forBoard: Generated<boolean>
  forOperators: Generated<boolean>
  isOwn: Generated<boolean>
  isOn: Generated<boolean>
  changedBy: string | null
  changedAt: Date | null
  revision: Generated<number>
}

export type ReleaseMatterTable = {
  municipalityId: string
  releaseId: string
  matterId: string
  boardId: string
}

export type ReleaseRecordTable = {
  municipalityId: string
  releaseId: string
  recordId: string
  boardId: string
  verdict: 'whole' | 'masked' | 'refused' | null
  act: Generated<string>
  chapter: Generated<string>
  section: Generated<string>
  reason: Generated<string>
  consultation: Generated<string>
  masks: JsonOrDefault
  copyFileId: string | null
  reviewedBy: string | null
  reviewedByName: Generated<string>
  reviewedAt: Date | null
  earlier: JsonOrDefault
  revision: Generated<number>
}

export type ReleaseRequestTable = {
  municipalityId: string
  id: string
  boardId: string
  matterId: string
  receivedOn: string
  way: 'email' | 'post' | 'phone' | 'visit'
  wording: string
  contact: Generated<string>
  dueOn: string
  state: 'received' | 'underReview' | 'decided' | 'closed'
  outcome: 'released' | 'releasedPartly' | 'refused' | 'nothingFound' | null
  reason: Generated<string>
  delivery: 'email' | 'paper' | 'pickedUp' | null
  deliveredTo: Generated<string>
  fee: Generated<string>
  decidedOn: string | null
  decidedBy: string | null
  decidedByName: Generated<string>
  decidedAs: Generated<string>
  delegationId: string | null
  pdfFileId: string | null
  docxFileId: string | null
  closedOn: string | null
  createdBy: string
  createdAt: Date
  revision: Generated<number>
}

export type RequirementTable = {
  municipalityId: string
  id: string
  catalogueVersionId: string
  key: string
  code: string
  part: string
  position: number
  title: string
  text: string
  kind: 'must' | 'should' | 'guideValue'
  guideValue: Json | null
  focusArea: string
  qualityAreas: string[]
  perspective: 'law' | 'operation' | 'customer'
  dimension: 'structure' | 'process' | 'outcome'
  serviceAreas: string[]
  laws: string[]
  depth: 'basic' | 'inDepth'
  methods: string[]
  evidence: string
  guidance: string
  questions: string[]
  levels: Json
  severityIfNotMet: 'minor' | 'serious' | 'acute'
  lawKeys: string[]
  revision: Generated<number>
  changedBy: string | null
  changedAt: Date | null
  takenOutAt: Date | null
  alwaysAsked: Generated<boolean>
  decidedBy: Generated<string>
  decidedOn: string | null
  decidedCaseNumber: Generated<string>
}

export type RiskJudgementTable = {
  municipalityId: string
  id: string
  boardId: string
  unitId: string
  providerId: string
  factor: string
  value: number
  reason: string
  source: string
  observedOn: string
  judgedBy: string
  judgedAt: Date
  withdrawnBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: Generated<string>
}

export type RiskPlacingTable = {
  municipalityId: string
  id: string
  boardId: string
  agreementId: string
  importance: number
  importanceReason: string
  complexity: number
  complexityReason: string
  placedBy: string
  placedAt: Date
  withdrawnBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: Generated<string>
}

export type RiskRuleTable = {
  municipalityId: string
  boardId: string
  weights: Json
  limits: Json
  actFrom: number
  oldAfterMonths: number
  changedBy: string
  changedAt: Date
  revision: Generated<number>
}

export type RiskRuleChangeTable = {
  municipalityId: string
  id: string
  boardId: string
  revision: number
  before: Json
  after: Json
  unitsMoved: number
  reason: string
  changedBy: string
  changedAt: Date
}

export type RoleAssignmentTable = {
  municipalityId: string
  id: string
  accountId: string
  role: string
  boardId: string | null
  providerId: string | null
  unitId: string | null
  validFrom: string
  validTo: string | null
  identityProviderId: string | null
}

export type ServiceAreaTable = {
  municipalityId: string
  id: string
  key: string
  name: string
  laws: string[]
  description: Generated<string>
  source: Generated<string>
  inHouseOnly: Generated<boolean>
  inHouseReason: Generated<string>
  answerableBody: Generated<string>
  validFrom: string
  validTo: string | null
  revision: Generated<number>
}

export type ServiceAreaEarlierTable = {
  municipalityId: string
  id: string
  serviceAreaId: string
  name: string
  laws: string[]
  description: string
  inHouseOnly: boolean
  inHouseReason: string
  answerableBody: string
  validFrom: string
  validTo: string
  closedBy: string
  closedAt: Date
}

export type SessionTable = {
  municipalityId: string
  id: string
  accountId: string
  tokenHash: Buffer
  agent: Generated<string>
  createdAt: Date
  seenAt: Date
  expiresAt: Date
  endedAt: Date | null
}

export type SessionGrantTable = {
  municipalityId: string
  sessionId: string
  identityId: string
  grantSealed: Buffer | null
  grantKeyId: string | null
  checkedAt: Date
  endsAt: Date
  subjectDigest: string | null
  sidDigest: string | null
}

export type SignalTable = {
  municipalityId: string
  id: string
  boardId: string
  unitId: string
  providerId: string
  source: 'staff' | 'resident' | 'relative' | 'union' | 'authority' | 'other'
  way: 'system' | 'telephone' | 'letter' | 'meeting'
  what: string
  happened: Generated<string>
  receipt: string
  receivedOn: string
  receivedAt: Date
  registeredBy: string | null
  state: 'new' | 'used' | 'closed'
  proposalId: string | null
  closedReason: Generated<string>
  handledBy: string | null
  handledAt: Date | null
  revision: Generated<number>
}

export type SpecialReviewTable = {
  municipalityId: string
  id: string
  boardId: string
  title: string
  what: Generated<string>
  caseNumber: string
  decidedOn: string
  paragraph: string
  agendaItemId: string | null
  dueOn: string
  unitId: string | null
  serviceAreaId: string | null
  depth: 'basic' | 'inDepth'
  withdrawnAt: Date | null
  withdrawnReason: Generated<string>
  revision: Generated<number>
  createdBy: string
  createdAt: Date
}

export type SpecialReviewChangeTable = {
  municipalityId: string
  id: string
  specialReviewId: string
  boardId: string
  kind: 'made' | 'changed' | 'withdrawn'
  before: Json | null
  after: Json | null
  reason: Generated<string>
  changedBy: string
  changedAt: Date
}

export type StaffAbsenceTable = {
  municipalityId: string
  id: string
  boardId: string
  accountId: string
  fromMonth: string
  toMonth: string
  share: number
  hours: Json
  recordedBy: string
  recordedAt: Date
  withdrawnBy: string | null
  withdrawnAt: Date | null
}

export type StaffHoursTable = {
  municipalityId: string
  boardId: string
  accountId: string
  year: number
  month: number
  hours: number
}

export type SubmissionTable = {
  municipalityId: string
  id: string
  documentRequestId: string
  boardId: string
  unitId: string
  providerId: string
  fileId: string
  receiptNumber: string
  note: Generated<string>
  claimsBusinessSecret: Generated<boolean>
  submittedBy: string
  submittedAt: Date
  disposalId: string | null
}

export type ThrottleTable = {
  key: string
  windowStart: Date
  attempts: number
}

export type TriggerEventTable = {
  municipalityId: string
  id: string
  proposalId: string
  boardId: string
  kind:
    | 'proposed'
    | 'raised'
    | 'supplemented'
    | 'asked'
    | 'approved'
    | 'declined'
    | 'merged'
    | 'dismissed'
    | 'withdrawn'
  reason: Generated<string>
  byId: string | null
  at: Date
}

export type TriggerFactTable = {
  municipalityId: string
  id: string
  proposalId: string
  boardId: string
  kind: string
  sourceId: string
  unitId: string | null
  title: string
  href: string
  happenedOn: string
}

export type TriggerProposalTable = {
  municipalityId: string
  id: string
  boardId: string
  title: string
  trigger: string
  kind: 'eventDriven' | 'targeted' | 'theme'
  form: 'specialReview' | 'spotCheck' | 'visitAndInterviews' | null
  depth: 'basic' | 'inDepth'
  focusAreas: Generated<string[]>
  requirementIds: Generated<string[]>
  reason: string
  restsOn: Generated<string>
  urgency: 'now' | 'soon' | 'usual'
  wantedBy: string | null
  initiator: string
  initiatorDecision: Generated<string>
  agreementId: string | null
  clause: Generated<string>
  rule: Generated<string>
  ruleGroup: Generated<string>
  state: 'proposed' | 'asked' | 'approved' | 'declined' | 'merged' | 'dismissed' | 'withdrawn'
  decidedBy: string | null
  decidedOn: string | null
  decidedPoint: Generated<string>
  decisionReason: Generated<string>
  raisedBy: string | null
  createdAt: Date
  waitsSince: string
  revision: Generated<number>
}

export type TriggerRuleTable = {
  municipalityId: string
  boardId: string
  waitDays: number
  rules: Json
  changedBy: string
  changedAt: Date
  revision: Generated<number>
}

export type TriggerRuleChangeTable = {
  municipalityId: string
  id: string
  boardId: string
  revision: number
  before: Json
  after: Json
  reason: string
  changedBy: string
  changedAt: Date
}

export type TriggerRunTable = {
  municipalityId: string
  ranOn: string
}

export type TriggerUnitTable = {
  municipalityId: string
  proposalId: string
  unitId: string
  boardId: string
  providerId: string
  position: number
  followUpId: string | null
}

export type UnitTable = {
  municipalityId: string
  id: string
  boardId: string
  code: string
  isInvented: Generated<boolean>
}

export type UnitStateTable = {
  municipalityId: string
  id: string
  unitId: string
  boardId: string
  name: string
  providerId: string
  serviceAreaId: string
  operatingForm: 'inHouse' | 'procured' | 'choiceSystem' | 'nonProfit' | 'individualAgreement'
  laws: string[]
  district: Generated<string>
  address: Generated<string>
  places: number | null
  manager: Generated<string>
  status: 'planned' | 'active' | 'paused' | 'ended'
  licence: Generated<string>
  changeNote: Generated<string>
  validFrom: string
  validTo: string | null
  recordedAt: Date
  recordedBy: string | null
  supersededAt: Date | null
}

export type UnitSuccessionTable = {
  municipalityId: string
  id: string
  boardId: string
  fromUnitId: string
  toUnitId: string
  kind: 'merge' | 'split' | 'replacement'
  happenedOn: string
  note: Generated<string>
  recordedAt: Date | null
  recordedBy: string | null
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnReason: Generated<string>
}

export type UsedHoursTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  accountId: string
  role: 'lead' | 'second' | 'mas' | 'mar' | 'sas'
  year: number
  month: number
  hours: number
  note: Generated<string>
  recordedBy: string
  recordedAt: Date
  replacedAt: Date | null
  replacedBy: string | null
  replacedReason: Generated<string>
}

export type VisitTable = {
  municipalityId: string
  id: string
  followUpId: string
  boardId: string
  unitId: string
  startsAt: Date
  timeOfDay: 'officeHours' | 'evening' | 'night' | 'weekend'
  announced: boolean
  metRoles: string[]
  notes: Generated<string>
  begunAt: Date | null
  revision: Generated<number>
}

export type WholeExportTable = {
  municipalityId: string
  id: string
  askedBy: string
  askedAt: Date
  state: 'asked' | 'working' | 'ready' | 'failed' | 'gone'
  begun: Generated<number>
  rowCount: number | null
  fileCount: number | null
  bytes: number | null
  manifestSha256: string | null
  endedAt: Date | null
  expiresAt: Date | null
}

export type WholeExportPieceTable = {
  municipalityId: string
  exportId: string
  number: number
  content: Buffer
}

export type WorkLeftTable = {
  municipalityId: string | null
  accountId: string | null
  kind: string | null
  id: string | null
  boardId: string | null
  unitId: string | null
  serviceAreaId: string | null
  title: string | null
  dueOn: string | null
  part: string | null
  href: string | null
}

export type YearPlanTable = {
  municipalityId: string
  id: string
  boardId: string
  title: string
  fromYear: number
  toYear: number
  matterId: string | null
  basis: Generated<string>
  riskAnalysis: Generated<string>
  focusAreas: JsonOrDefault
  notCovered: JsonOrDefault
  state: Generated<'draft' | 'submitted' | 'decided'>
  version: Generated<number>
  reason: Generated<string>
  paperId: string | null
  meetingId: string | null
  returnedNote: Generated<string>
  revision: Generated<number>
  createdBy: string
  createdAt: Date
  uncovered: Json | null
}

export type YearPlanVersionTable = {
  municipalityId: string
  id: string
  yearPlanId: string
  boardId: string
  version: number
  content: Json
  sha256: Buffer
  decidedBy: 'board' | 'management'
  decidedOn: string
  paragraph: string
  delegationPoint: Generated<string>
  wording: Generated<string>
  reason: Generated<string>
  recordedBy: string
  recordedAt: Date
  withdrawnAt: Date | null
  withdrawnNote: Generated<string>
}

export type Database = {
  account: AccountTable
  accountFactor: AccountFactorTable
  accountIdentity: AccountIdentityTable
  accountLink: AccountLinkTable
  accountReview: AccountReviewTable
  accountReviewAnswer: AccountReviewAnswerTable
  action: ActionTable
  actionEntry: ActionEntryTable
  actionPlan: ActionPlanTable
  agendaBias: AgendaBiasTable
  agendaItem: AgendaItemTable
  agreement: AgreementTable
  agreementClause: AgreementClauseTable
  agreementNote: AgreementNoteTable
  agreementPlan: AgreementPlanTable
  agreementRule: AgreementRuleTable
  agreementState: AgreementStateTable
  agreementUnit: AgreementUnitTable
  agreementWork: AgreementWorkTable
  apiToken: ApiTokenTable
  areaRule: AreaRuleTable
  assessment: AssessmentTable
  audit: AuditTable
  board: BoardTable
  calendarFeed: CalendarFeedTable
  careResponsibility: CareResponsibilityTable
  catalogueVersion: CatalogueVersionTable
  commandReceipt: CommandReceiptTable
  decidedPlan: DecidedPlanTable
  delegationDecision: DelegationDecisionTable
  delegationOrder: DelegationOrderTable
  delegationPoint: DelegationPointTable
  delivery: DeliveryTable
  disposal: DisposalTable
  disposalHold: DisposalHoldTable
  disposalItem: DisposalItemTable
  disposalRule: DisposalRuleTable
  documentRequest: DocumentRequestTable
  duty: DutyTable
  dutyEvent: DutyEventTable
  dutyReminder: DutyReminderTable
  evidence: EvidenceTable
  file: FileTable
  finding: FindingTable
  findingStep: FindingStepTable
  fixedVerdict: FixedVerdictTable
  followUp: FollowUpTable
  followUpMember: FollowUpMemberTable
  followUpStep: FollowUpStepTable
  framework: FrameworkTable
  halfSignIn: HalfSignInTable
  hearing: HearingTable
  hearingComment: HearingCommentTable
  identityProvider: IdentityProviderTable
  import: ImportTable
  importMapping: ImportMappingTable
  importRow: ImportRowTable
  importWork: ImportWorkTable
  lawReference: LawReferenceTable
  lockedRecord: LockedRecordTable
  logReview: LogReviewTable
  logReviewItem: LogReviewItemTable
  logReviewRow: LogReviewRowTable
  logReviewRules: LogReviewRulesTable
  logoutTokenSeen: LogoutTokenSeenTable
  mailChoice: MailChoiceTable
  mailDelivery: MailDeliveryTable
  matter: MatterTable
  meeting: MeetingTable
  municipality: MunicipalityTable
  notice: NoticeTable
  ownDraft: OwnDraftTable
  paper: PaperTable
  paperBody: PaperBodyTable
  paperTemplate: PaperTemplateTable
  passkeyChallenge: PasskeyChallengeTable
  pendingSignIn: PendingSignInTable
  planChange: PlanChangeTable
  planEstimate: PlanEstimateTable
  planEstimateChange: PlanEstimateChangeTable
  planEvent: PlanEventTable
  planException: PlanExceptionTable
  planItem: PlanItemTable
  planItemMember: PlanItemMemberTable
  planItemSource: PlanItemSourceTable
  planProposal: PlanProposalTable
  planSetting: PlanSettingTable
  planVisitDay: PlanVisitDayTable
  presence: PresenceTable
  protocolRow: ProtocolRowTable
  provider: ProviderTable
  providerProgramme: ProviderProgrammeTable
  qualityArea: QualityAreaTable
  qualityAreaMapping: QualityAreaMappingTable
  record: RecordTable
  recoveryCode: RecoveryCodeTable
  referral: ReferralTable
  registerChange: RegisterChangeTable
  registerEntry: RegisterEntryTable
  registerFile: RegisterFileTable
  registerKind: RegisterKindTable
  releaseMatter: ReleaseMatterTable
  releaseRecord: ReleaseRecordTable
  releaseRequest: ReleaseRequestTable
  requirement: RequirementTable
  riskJudgement: RiskJudgementTable
  riskPlacing: RiskPlacingTable
  riskRule: RiskRuleTable
  riskRuleChange: RiskRuleChangeTable
  roleAssignment: RoleAssignmentTable
  serviceArea: ServiceAreaTable
  serviceAreaEarlier: ServiceAreaEarlierTable
  session: SessionTable
  sessionGrant: SessionGrantTable
  signal: SignalTable
  specialReview: SpecialReviewTable
  specialReviewChange: SpecialReviewChangeTable
  staffAbsence: StaffAbsenceTable
  staffHours: StaffHoursTable
  submission: SubmissionTable
  throttle: ThrottleTable
  triggerEvent: TriggerEventTable
  triggerFact: TriggerFactTable
  triggerProposal: TriggerProposalTable
  triggerRule: TriggerRuleTable
  triggerRuleChange: TriggerRuleChangeTable
  triggerRun: TriggerRunTable
  triggerUnit: TriggerUnitTable
  unit: UnitTable
  unitState: UnitStateTable
  unitSuccession: UnitSuccessionTable
  usedHours: UsedHoursTable
  visit: VisitTable
  wholeExport: WholeExportTable
  wholeExportPiece: WholeExportPieceTable
  workLeft: WorkLeftTable
  yearPlan: YearPlanTable
  yearPlanVersion: YearPlanVersionTable
}
