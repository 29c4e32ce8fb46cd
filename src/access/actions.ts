/**
 * Who may send a form, by route and by the form's name: the verb its command asks for. `pages.ts` says who may open the
 * page; a form on it is often for fewer. The hook asks before the form is read, the command asks again with the row at
 * hand. A form that is not listed answers 404 and fails the test; a form without a name is `default`.
 */
import { followUpActions } from './actions-follow-ups.ts'
import { mayAnywhere, type Actor } from './may.ts'
import type { Verb } from './roles.ts'

/** Several verbs: any of them, where the form does the one the person has. */
export type ActionPolicy = 'open' | Verb | readonly Verb[]

export type ActionPolicies = Readonly<Record<string, Readonly<Record<string, ActionPolicy>>>>

const imports = ['import.run', 'import.people'] as const

export const actions: ActionPolicies = {
  ...followUpActions,
  '/api/v1/[...path]': { default: 'open' }, // every operation has its own verb
  '/arenden': { oppna: 'matter.open' },
  '/arenden/[matterId]': {
    registrera: 'record.register',
    anteckna: 'record.register',
    andra: 'matter.change',
    avsluta: 'matter.change',
    oppnaigen: 'matter.change',
    tjansteskrivelse: 'paper.create',
  },
  '/avtal/[agreementId]': {
    anta: 'agreement.sign',
    forlang: 'agreement.change',
    ansvar: 'agreement.change',
    taBort: 'agreement.change',
  },
  '/avtal/[agreementId]/andra': { default: 'agreement.change' },
  '/avtal/[agreementId]/erfarenheter': { default: 'record.register' },
  '/avtal/[agreementId]/jamfor': { valj: 'agreement.change', skal: 'agreement.change' },
  '/avtal/[agreementId]/krav': {
    punkter: 'agreement.change',
    undanta: 'agreement.change',
    kravIgen: 'agreement.change',
    egna: 'catalogue.draft',
  },
  '/avtal/[agreementId]/uppfoljningsplan': {
    spara: 'agreement.change',
    faststall: 'agreement.change',
    kopiera: 'agreement.change',
    ingen: 'agreement.change',
  },
  '/avtal/nytt': { default: 'agreement.create' },
  '/avtal/overenskommelser': { ny: 'agreement.create', andra: 'agreement.change' },
  '/avtal/regler': { default: 'agreement.change' },
  '/besked': { default: 'notice.open' },
  '/delegationsbeslut': { besluta: 'delegation.decide', ordforande: 'delegation.report' },
  '/delegationsbeslut/ordning': {
    borja: 'delegation.describe',
    punkt: 'delegation.describe',
    tabort: 'delegation.describe',
    beslut: 'delegation.describe',
    slang: 'delegation.describe',
  },
  '/enheter': { ny: 'unit.create' },
  '/enheter/[unitId]/andra': { default: 'unit.change' },
  '/enheter/[unitId]/overgang': { overgang: 'unit.change', angra: 'unit.change' },
  '/gallring/ny': { default: 'disposal.propose' },
  '/gallring/regler': { default: 'disposal.rule' },
  '/gallring/undantag': { lagg: 'disposal.hold', lyft: 'disposal.hold' },
  '/gallring/[disposalId]': {
    godkann: 'disposal.decide',
    avsla: 'disposal.decide',
    aterta: 'disposal.propose',
  },
  '/importera': { default: imports },
  '/importera/[importId]': {
    las: imports,
    kolumner: imports,
    granska: imports,
    lasin: imports,
    angra: ['import.undo', 'import.people'],
  },
  '/importera/[importId]/lankar': { default: 'import.people' },
  '/installningar': { default: 'settings.change' },
  '/installningar/e-post': { prova: 'settings.change', igen: 'settings.change' },
  '/installningar/hela-kommunen': { bestall: 'wholeExport.ask', tabort: 'wholeExport.remove' },
  '/installningar/inloggning/[identityProviderId]': {
    spara: 'identityProvider.save',
    prova: 'identityProvider.test',
  },
  '/installningar/mallar': {
    spara: 'template.change',
    standard: 'template.change',
    dagar: 'template.change',
  },
  '/konto': {
    'lagg-till-steg': 'factor.add',
    'ta-bort-steg': 'factor.remove',
    'nya-koder': 'factor.renewCodes',
    'avsluta-andra': 'session.end',
    losenord: 'account.changePassword',
    avsluta: 'session.end',
    mejl: 'notice.open',
    kalender: 'feed.renew',
    'ta-bort-kalender': 'feed.renew',
    nyckel: 'token.make',
    'avsluta-nyckel': 'token.end',
  },
  '/konto/passernyckel': { borja: 'factor.begin', spara: 'factor.add' },
  '/konton/[accountId]': {
    lank: 'account.resetPassword',
    roll: 'account.assign',
    avslutaRoll: 'account.assign',
    'avsluta-nyckel': 'token.end',
    'ta-bort-steg': 'account.resetFactors',
    'logga-ut': 'account.endSessions',
    oppna: 'account.reopen',
    stang: 'account.close',
  },
  '/konton/arbetar-kvar/[reviewId]': { default: 'account.review' },
  '/konton/ny': { default: 'account.invite' },
  '/konton/vantar': { kopplaBort: 'identity.turnAway', koppla: 'identity.bind', avvisa: 'identity.turnAway' },
  '/kravkatalog/versioner': { default: 'catalogue.draft' },
  '/kravkatalog/versioner/[versionId]': {
    ny: 'requirement.write',
    tillbaka: 'requirement.write',
    kasta: 'catalogue.draft',
  },
  '/kravkatalog/versioner/[versionId]/[requirementId]': {
    spara: 'requirement.write',
    flytta: 'requirement.write',
    taut: 'requirement.write',
    tillbaka: 'requirement.write',
  },
  '/kravkatalog/versioner/[versionId]/avtal': { default: 'agreement.change' },
  '/kravkatalog/versioner/[versionId]/publicera': { default: 'catalogue.publish' },
  '/lank/[token]': { default: 'open' },
  '/last-handling': { lasin: 'lockedRecord.take' },
  '/last-handling/[lockedId]': { maskera: 'lockedRecord.take' },
  '/last-handling/[lockedId]/fil': { default: 'lockedRecord.read' },
  '/logg/kontroll': { regler: 'logReview.setRules' },
  '/logg/kontroll/[reviewId]': { bedom: 'logReview.judge', avsluta: 'logReview.finish' },
  '/logga-in': { in: 'open', behall: 'open' },
  '/logga-in/andra-steget': {
    kod: 'open',
    passernyckel: 'open',
    lagg: 'open',
    'lagg-passernyckel': 'open',
    behall: 'open',
  },
  '/logga-ut': { default: 'open' },
  '/overlamna/[accountId]': { granska: 'work.handOver', overlamna: 'work.handOver' },
  '/planer': { program: 'programme.register' },
  '/planer/ar/[yearPlanId]': { andra: 'yearPlan.change', bort: 'yearPlan.change', ny: 'yearPlan.change' },
  '/planer/ar/[yearPlanId]/bemanning': { timmar: 'capacity.set', uppskatta: 'capacity.set' },
  '/planer/ar/[yearPlanId]/beslut': {
    handling: 'paper.create',
    uppgifter: 'yearPlan.change',
    lamna: 'yearPlan.change',
    tillbaka: 'yearPlan.change',
    besluta: 'yearPlan.fix',
  },
  '/planer/ar/[yearPlanId]/forbered': { default: 'followUp.create' },
  '/planer/ar/[yearPlanId]/lagg-till': { default: 'yearPlan.change' },
  '/planer/ar/[yearPlanId]/rad/[itemId]': {
    spara: 'yearPlan.change',
    bort: 'yearPlan.change',
    tillbaka: 'yearPlan.change',
    bocka: 'yearPlan.change',
  },
  '/planer/ar/[yearPlanId]/schema': { default: 'visit.record' },
  '/planer/ar/[yearPlanId]/skyldigt': {
    lagg: 'yearPlan.change',
    aterbesok: 'yearPlan.change',
    undanta: 'yearPlan.change',
    tillbaka: 'yearPlan.change',
  },
  '/planer/ny': { default: 'yearPlan.create' },
  '/planer/regler': { omrade: 'areaRule.change', namnden: 'areaRule.change' },
  '/ramverk': { ny: 'serviceArea.change' },
  '/ramverk/[areaId]': { andra: 'serviceArea.change', avsluta: 'serviceArea.change' },
  '/ramverk/kvalitetsomraden': {
    ny: 'framework.change',
    andra: 'framework.change',
    flytta: 'framework.change',
    avsluta: 'framework.change',
  },
  '/rapporter/[paperId]': {
    spara: 'paper.edit',
    faststall: 'paper.freeze',
    ersatt: 'paper.replace',
    skicka: 'paper.deliver',
    urval: 'paper.edit',
    underlag: 'paper.edit',
    sprid: 'paper.deliver',
    dagordning: 'agenda.put',
  },
  '/rapporter/ny': { plan: 'paper.create', period: 'periodReport.create' },
  '/register': { vaxla: 'framework.change', eget: 'framework.change' },
  '/register/[kind]/[entryId]': {
    andra: 'register.write',
    lage: 'register.write',
    handling: 'register.write',
    tabortHandling: 'register.write',
    tabort: 'register.write',
    aterstall: 'register.write',
  },
  '/register/[kind]/ny': { default: 'register.write' },
  '/sammantraden': { skapa: 'meeting.create' },
  '/sammantraden/[meetingId]': {
    faststall: 'meeting.notice',
    kalla: 'meeting.notice',
    justera: 'agenda.decide',
    anslag: 'agenda.decide',
    andra: 'meeting.change',
    installt: 'meeting.cancel',
    ordning: 'agenda.change',
    punkt: 'agenda.put',
    placera: 'agenda.change',
    anmal: 'delegation.report',
  },
  '/sammantraden/[meetingId]/[itemId]': {
    besluta: 'agenda.decide',
    jav: 'agenda.declareBias',
    tabortjav: 'agenda.decide',
    andra: 'yearPlan.change',
    tabort: 'agenda.change',
    flytta: 'agenda.change',
    organ: 'agenda.change',
    anteckna: 'agenda.decide',
    nyversion: 'paper.replace',
  },
  '/sammantraden/[meetingId]/[itemId]/utdrag': { skicka: 'extract.send', kvittera: 'extract.send' },
  '/sammantraden/arshjul': { helar: 'meeting.create' },
  '/skyldigheter': { 'lagg-till': 'duty.decide' },
  '/skyldigheter/[dutyId]': {
    ansvarig: 'duty.assign',
    klar: 'duty.settle',
    undanta: 'duty.waive',
    flytta: 'duty.decide',
    'ta-tillbaka-klar': 'duty.settle',
    'ta-tillbaka-undantag': 'duty.waive',
  },
  '/tema': { default: 'open' },
  '/utforare': { ny: 'provider.change' },
  '/utforare/[providerId]': { default: 'provider.change' },
  '/utlamnanden/[releaseId]': {
    andra: 'release.receive',
    valj: 'release.review',
    besluta: 'release.decide',
    avsluta: 'release.decide',
  },
  '/utlamnanden/[releaseId]/handling/[recordId]': {
    prova: 'release.review',
    maskera: 'release.review',
    kopia: 'release.review',
  },
  '/utlamnanden/ny': { default: 'release.receive' },
}

/** Whether somebody signed in may send this form at all; undefined when there is no such form. */
export function maySend(actor: Actor, routeId: string, url: URL): boolean | undefined {
  const policy = actions[routeId]?.[formName(url)]
  if (policy === undefined || policy === 'open') return policy && true
  const verbs = typeof policy === 'string' ? [policy] : policy
  return verbs.some((verb) => mayAnywhere(actor, verb))
}

/** `?/skicka` → `skicka`. */
export function formName(url: URL): string {
  return [...url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default'
}
