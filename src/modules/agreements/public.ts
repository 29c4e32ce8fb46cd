export { applies, internalKinds, isWithinDepth, type Depth } from './rules.ts'
export { compareRequirements, type ComparedRow } from './compare.ts'
export { agreementsForUnit, inForceOn, type AgreementInForce } from './in-force.ts'
export {
  agreementRequirements,
  listApplicableRequirements,
  whyWords,
  type AgreementRequirement,
  type ApplicableRequirement,
  type ApplicableRequirements,
} from './requirements.ts'
export {
  agreementAsThen,
  agreementHistory,
  findAgreement,
  findWithoutPlan,
  listAgreements,
  listClauses,
  listCoveredUnits,
  listUnitsWithoutAgreement,
  type AgreementRow,
  type AgreementStateRow,
} from './queries.ts'
export {
  findingsPerRequirement,
  findMatter,
  listAgreementFollowUps,
  listCare,
  listExternal,
  listNotes,
  listWork,
  unitStandings,
  type AgreementFollowUp,
  type RequirementFindings,
  type Work,
} from './queries-page.ts'
export { findPlanDraft, listOwners, listPlans, listPlansToCopy, type AgreementPlan } from './queries-plan.ts'
export { agreementObligations, type Obligation } from './obligations.ts'
export { agreementDutyRules, workDutyRules } from './duties.ts'
export { agreementsLackingPlan } from './plan-needed.ts'
export { kindRules, setKindRule } from './kinds.ts'
export { changeAgreement, createAgreement } from './commands.ts'
export { agreementsCovering, followUnits } from './commands-units.ts'
export { extendAgreement, signAgreement } from './commands-course.ts'
export { exceptRequirement, setClauses } from './commands-clauses.ts'
export { explainDifferences, listDifferences, mirrorAgreement, type Difference } from './mirror.ts'
export { copyPlan, exceptPlan, fixPlan, savePlan } from './commands-plan.ts'
export { recordCare, withdrawCare, writeNote } from './commands-records.ts'
export { changeWork, createWork, handOverWork } from './commands-work.ts'
export { AgreementFilter } from './contract.ts'
export { BindCatalogueBody, bindCatalogue } from './commands-bind.ts'
