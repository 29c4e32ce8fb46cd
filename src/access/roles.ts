/**
 * The whole access matrix on one page: who may do what. `may.ts` asks it, row-level security is the second wall.
 * A verb is `noun.verb`, the same string in audit and API. Reading is a verb too where it needs a right of its own.
 */
export const officeRoles = [
  'strategist',
  'reviewer',
  'mas',
  'mar',
  'sas',
  'caseAuthority',
  'controller',
  'contractManager',
  'director',
  'registrar',
  'boardSecretary',
  'electedAuditor',
] as const
export const operatorRoles = ['unitManager', 'providerManager', 'delegate'] as const
export const boardRoles = ['boardMember'] as const
export const powerRoles = ['admin', 'auditor'] as const
export const roles = [...officeRoles, ...operatorRoles, ...boardRoles, ...powerRoles] as const
export type Role = (typeof roles)[number]

const experts = ['mas', 'mar', 'sas'] as const
const assessors = ['strategist', 'reviewer', ...experts] as const
const operators = ['unitManager', 'providerManager'] as const
const everyOperator = operatorRoles
const planners = ['strategist', 'reviewer'] as const
const proposers = [...assessors, 'contractManager', 'controller'] as const

export const matrix = {
  // organisation, agreements, catalogue
  'unit.read': [...officeRoles, ...operatorRoles, ...boardRoles],
  'unit.create': ['strategist', 'contractManager'],
  'unit.change': ['strategist', 'contractManager'],
  'provider.change': ['strategist', 'contractManager'],
  'agreement.create': ['strategist', 'contractManager'],
  'agreement.change': ['strategist', 'contractManager'],
  'serviceArea.change': ['strategist'],
  'programme.register': ['strategist'],
  'agreement.sign': ['strategist', 'contractManager'],
  'catalogue.draft': ['strategist'],
  'catalogue.publish': ['strategist'],
  'requirement.write': ['strategist'],
  'framework.change': ['strategist'],
  'register.write': [...assessors, 'contractManager', 'controller'],
  'import.run': ['strategist', 'contractManager'],
  'import.undo': ['strategist', 'contractManager'],
  'import.people': ['admin'],
  // the plan of the year, what is owed, and who can do it
  'yearPlan.create': ['strategist'],
  'yearPlan.change': ['strategist'],
  'yearPlan.fix': ['strategist', 'director'],
  'capacity.set': ['strategist'],
  'areaRule.change': ['strategist'],
  // What the board has asked its office to look into, written down from its decision.
  'specialReview.record': ['strategist', 'boardSecretary'],
  // A computed proposal tells the month of visits that nobody announces.
  'proposal.read': ['strategist'],
  'proposal.ask': ['strategist'],
  'proposal.stop': ['strategist'],
  'proposal.take': ['strategist'],
  'proposal.delete': ['strategist'],
  'duty.decide': ['strategist', 'contractManager', 'director', 'boardSecretary', 'registrar'],
  'duty.assign': ['strategist', 'contractManager', 'director', 'boardSecretary', 'registrar'],
  'duty.settle': [...assessors, 'contractManager', 'director', 'boardSecretary', 'registrar', 'controller'],
  'duty.waive': ['strategist', 'director'],
  'work.handOver': ['strategist'],
  // The risk analysis: the office's own. Who runs a unit, and the board, have no part in it.
  'risk.read': officeRoles,
  'risk.judge': [...assessors, 'contractManager', 'controller'],
  'risk.withdraw': [...assessors, 'contractManager', 'controller'],
  'risk.setRules': ['strategist'],
  'risk.place': ['strategist', 'contractManager'],
  'risk.withdrawPlacing': ['strategist', 'contractManager'],
  // Proposals of follow-ups that no plan has: the office's own, until one is decided and announced.
  'trigger.read': officeRoles,
  'trigger.propose': proposers,
  'trigger.supplement': proposers,
  'trigger.withdraw': proposers,
  'trigger.dismiss': planners,
  // Any role that a point of the delegation order can name: the command asks the order which.
  'trigger.decide': [...proposers, 'caseAuthority', 'director', 'registrar', 'boardSecretary'],
  'trigger.setRules': ['strategist'],
  // Signals: whoever runs the unit can send one, and read none.
  'signal.read': [...assessors, 'director', 'registrar'],
  'signal.register': [...assessors, 'registrar', 'director'],
  'signal.close': [...assessors, 'director'],
  'signal.send': everyOperator,
  // follow-ups
  'followUp.read': [...officeRoles, ...operatorRoles],
  'followUp.create': planners,
  'followUp.change': planners,
  'followUp.prepare': planners,
  'followUp.begin': assessors,
  'followUp.cancel': ['strategist'],
  'followUp.close': planners,
  'step.describe': ['strategist'],
  'member.add': planners,
  'member.remove': planners,
  'member.declareBias': assessors,
  'visit.record': assessors,
  // What the work took: everyone their own, the lead of the team and the strategist also those of others.
  'hours.record': assessors,
  'protocol.read': officeRoles,
  'verdict.save': assessors,
  'evidence.add': assessors,
  'evidence.remove': assessors,
  'request.create': assessors,
  'request.accept': assessors,
  'request.return': assessors,
  'request.withdraw': assessors,
  'request.answerExtension': planners,
  'request.askExtension': operators,
  'request.assign': operators,
  'request.submit': everyOperator,
  // assessment and hearing
  'hearing.send': planners,
  'hearing.recall': planners,
  'hearing.answerExtension': planners,
  'hearing.closeSilent': planners,
  'hearing.askExtension': operators,
  'hearing.comment': operators,
  'hearing.submit': operators,
  'comment.answer': assessors,
  'assessment.fix': planners,
  'assessment.correct': planners,
  // findings and actions
  'finding.raiseAcute': assessors,
  'finding.confirmRepeat': assessors,
  'finding.decideIvo': ['director', 'strategist'],
  'finding.escalate': [...planners, 'director'], // a sanction is the director's where the delegation order says so
  'finding.close': planners,
  'plan.request': planners,
  'plan.submit': operators,
  'action.write': operators,
  'action.approve': planners,
  'action.return': planners,
  'action.report': operators,
  'action.message': [...assessors, ...operators],
  'action.verify': planners,
  'action.close': planners,
  'referral.make': planners,
  // matters, meetings, papers
  'matter.open': ['registrar', 'strategist', 'boardSecretary'],
  'record.register': ['registrar', 'boardSecretary', 'strategist'],
  'meeting.create': ['boardSecretary', 'strategist'],
  'meeting.notice': ['boardSecretary'],
  // A paper on the agenda of a planned meeting, as part of sending the notice; nowhere else.
  'agenda.freezePaper': ['boardSecretary'],
  'agenda.put': ['boardSecretary', 'strategist'],
  'agenda.decide': ['boardSecretary'],
  'agenda.change': ['boardSecretary', 'strategist'],
  'agenda.declareBias': ['boardSecretary', ...boardRoles],
  'meeting.change': ['boardSecretary'],
  'meeting.cancel': ['boardSecretary'],
  'extract.send': ['boardSecretary', 'registrar'],
  'matter.change': ['registrar', 'boardSecretary'],
  'delegation.describe': ['boardSecretary'],
  'delegation.decide': ['director', 'strategist', 'contractManager', 'registrar', 'boardSecretary'],
  'delegation.report': ['boardSecretary'],
  // somebody asks for a record
  'release.receive': ['registrar', 'boardSecretary'],
  'release.review': ['registrar'],
  'release.decide': ['registrar', 'director'],
  'release.read': ['registrar', 'boardSecretary', 'director'],
  'lockedRecord.take': ['registrar'],
  'lockedRecord.read': ['registrar'],
  // Disposal (gallring): whoever keeps the records proposes; the second person is one who answers for them, and never the
  // same. A strategist or an administrator has no part in it: those who made the records are not those who end them.
  'disposal.read': ['registrar', 'boardSecretary', 'director'],
  'disposal.rule': ['registrar'],
  'disposal.hold': ['registrar', 'boardSecretary'],
  'disposal.propose': ['registrar'],
  'disposal.decide': ['registrar', 'boardSecretary', 'director'],
  'paper.read': [...officeRoles, ...operatorRoles, ...boardRoles],
  'paper.create': planners,
  /** An expert writes the report they answer for, and no other: the command sees to that. */
  'periodReport.create': [...planners, 'mas'],
  'paper.replace': [...planners, 'mas'],
  'paper.edit': [...planners, 'mas'],
  'paper.freeze': [...planners, 'mas'],
  'paper.deliver': planners,
  // the system itself: no power over content
  'account.invite': ['admin'],
  'account.close': ['admin'],
  'account.resetPassword': ['admin'],
  'account.changePassword': roles,
  'account.resetFactors': ['admin'],
  'factor.begin': roles,
  'factor.add': roles,
  'factor.remove': roles,
  'factor.renewCodes': roles,
  'account.assign': ['admin'],
  'account.endSessions': ['admin'],
  'account.endAllSessions': ['admin'],
  'account.reopen': ['admin'],
  /** Who still works there: of a provider its own managers, of the municipality and of all the administrator. */
  'account.review': ['admin', 'providerManager'],
  'session.end': roles,
  'token.make': roles,
  'token.end': roles,
  'notice.open': roles,
  'draft.keep': roles,
  'settings.change': ['admin'],
  // Everything, out: the administrator’s by the duty to hand over records, and always logged.
  'wholeExport.ask': ['admin'],
  'wholeExport.fetch': ['admin'],
  'wholeExport.remove': ['admin'],
  'identityProvider.save': ['admin'],
  'identityProvider.test': ['admin'],
  'identity.bind': ['admin'],
  'identity.turnAway': ['admin'],
  'template.change': ['admin', 'strategist'],
  'feed.renew': roles,
  'audit.read': ['auditor'],
  'logReview.judge': ['auditor'],
  'logReview.finish': ['auditor'],
  'logReview.setRules': ['auditor'],
} as const satisfies Record<string, readonly Role[]>

export type Verb = keyof typeof matrix
