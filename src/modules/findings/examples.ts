import { exampleFile, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  requestPlan: { dueOn: '2027-05-14' },
  writeAction: {
    findingId: ids.finding,
    actionId: ids.action,
    revision: 1,
    title: 'Ny rutin för läkemedel på natten',
    description: 'Rutinen skrivs om och gås igenom med all nattpersonal.',
    owner: 'Enhetschefen',
    dueOn: '2027-06-30',
    followUpOn: '2027-09-30',
  },
  makeReferral: {
    receiver: 'arbetsmiljoverket',
    what: 'Brister i skyddsutrustning som kan beröra personalens arbetsmiljö.',
    reference: 'Påhittat exempel 2027/17',
  },
  approveAction: { revision: 2 },
  returnAction: { revision: 2, reason: 'Det framgår inte vem som följer upp rutinen.' },
  sayOfAction: { text: 'Vi bokar gärna ett möte om detta.' },
  reportAction: {
    revision: 3,
    text: 'Rutinen är införd och all nattpersonal har läst den.',
    evidence: 'Signeringslistan finns hos enhetschefen.',
    file: exampleFile,
  },
  verifyAction: { revision: 4, effective: true, effect: 'Inga avvikelser i läkemedel sedan juli.' },
  closeAction: { revision: 5 },
  closeFinding: { revision: 6, reason: 'Alla åtgärder är klara och har haft effekt.' },
  confirmRepeat: { revision: 1, repeatsId: ids.earlierFinding },
  decideIvo: {
    revision: 1,
    decision: 'notNotified',
    reason: 'Risken är åtgärdad och ingen har kommit till skada.',
  },
  escalateFinding: {
    revision: 2,
    step: 'reminder',
    clause: 'Avtalet punkt 7.3',
    reason: 'Handlingsplanen har inte kommit in i tid.',
  },
} as const
