export { applies, isWithinDepth, type Depth } from './rules.ts'
export { compareRequirements, type ComparedRow } from './compare.ts'
export { agreementsForUnit, inForceOn, type AgreementInForce } from './in-force.ts'
export {
  listApplicableRequirements,
  whyWords,
  type ApplicableRequirement,
  type ApplicableRequirements,
} from './requirements.ts'
export {
  agreementAsThen,
  agreementHistory,
  findAgreement,
  listAgreements,
  listClauses,
  listCoveredUnits,
  listUnitsWithoutAgreement,
  type AgreementRow,
  type AgreementStateRow,
} from './queries.ts'
export { changeAgreement, createAgreement } from './commands.ts'
export { AgreementFilter } from './contract.ts'
export { BindCatalogueBody, bindCatalogue } from './commands-bind.ts'
