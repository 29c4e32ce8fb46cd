import type { ActionPolicies } from './may.ts'

/** What is judged of an action, on each page that shows it. */
const judging = {
  godkann: 'action.approve',
  tillbaka: 'action.return',
  effekt: 'action.verify',
  'avsluta-atgard': 'action.close',
} as const

/** The rows of a protocol, all of them or one on a page of its own. */
const protocol = {
  jamfor: 'protocol.read',
  spara: 'verdict.save',
  underlag: 'evidence.add',
  taBortUnderlag: 'evidence.remove',
  akut: 'finding.raiseAcute',
} as const

/** The forms of a follow-up, from its team to the verified action; see actions.ts. */
export const followUpActions: ActionPolicies = {
  '/atgarder/[actionId]': {
    ...judging,
    rapportera: 'action.report',
    skriv: 'action.message',
  },
  '/brister/[findingId]': {
    koppla: 'finding.confirmRepeat',
    ivo: 'finding.decideIvo',
    steg: 'finding.escalate',
    avsluta: 'finding.close',
  },
  '/handlingsplaner/[planId]': {
    ...judging,
    spara: 'action.write',
    'lamna-in': 'plan.submit',
  },
  '/lamna-in/signal': { default: 'signal.send' },
  '/lamna-in/[requestId]': {
    'lamna-in': 'request.submit',
    spara: 'draft.keep',
    anstand: 'request.askExtension',
    'lamna-over': 'request.assign',
  },
  '/uppfoljningar/[followUpId]': {
    forbered: 'followUp.prepare',
    borja: 'followUp.begin',
    andra: 'followUp.change',
    stallin: 'followUp.cancel',
    avsluta: 'followUp.close',
  },
  '/uppfoljningar/[followUpId]/bedomning': { ratta: 'assessment.correct' },
  '/uppfoljningar/[followUpId]/besok': { default: 'visit.record' },
  '/uppfoljningar/[followUpId]/brister': {
    ...judging,
    begar: 'plan.request',
    anmal: 'referral.make',
  },
  '/uppfoljningar/[followUpId]/faktagranskning': {
    skicka: 'hearing.send',
    'ta-tillbaka': 'hearing.recall',
    anstand: 'hearing.answerExtension',
    'utan-svar': 'hearing.closeSilent',
    sent: 'hearing.answerExtension',
    svara: 'comment.answer',
    krav: 'comment.answer',
    faststall: 'assessment.fix',
  },
  '/uppfoljningar/[followUpId]/kontroll': { analys: 'followUp.change' },
  '/uppfoljningar/[followUpId]/protokoll': protocol,
  '/uppfoljningar/[followUpId]/protokoll/[rowId]': protocol,
  '/uppfoljningar/[followUpId]/rapport': { skapa: 'paper.create' },
  '/uppfoljningar/[followUpId]/team': {
    lagg: 'member.add',
    ta: 'member.remove',
    javsdeklaration: 'member.declareBias',
    timmar: 'hours.record',
  },
  '/uppfoljningar/[followUpId]/underlag': {
    begar: 'request.create',
    godkann: 'request.accept',
    komplettera: 'request.return',
    aterkalla: 'request.withdraw',
    mertid: 'request.answerExtension',
  },
  '/uppfoljningar/forslag/ny': { default: 'trigger.propose' },
  '/uppfoljningar/forslag/signaler': { skriv: 'signal.register' },
  '/uppfoljningar/forslag/signaler/[signalId]': { avsluta: 'signal.close' },
  '/uppfoljningar/forslag/regler': { default: 'trigger.setRules' },
  '/uppfoljningar/forslag/[triggerId]': {
    besluta: 'trigger.decide',
    avsla: 'trigger.decide',
    slaihop: 'trigger.decide',
    fraga: 'trigger.decide',
    komplettera: 'trigger.supplement',
    taTillbaka: 'trigger.withdraw',
    avskriv: 'trigger.dismiss',
  },
  '/uppfoljningar/ny': { default: 'followUp.create' },
  '/uppfoljningar/steg': { default: 'step.describe' },
  '/utkast/[hearingId]': {
    synpunkt: 'hearing.comment',
    andra: 'hearing.comment',
    'ta-bort': 'hearing.comment',
    anstand: 'hearing.askExtension',
    spara: 'draft.keep',
    'skicka-in': 'hearing.submit',
  },
}
