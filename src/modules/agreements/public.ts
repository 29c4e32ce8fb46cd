export { applies, isWithinDepth, type Depth } from './rules.ts'
export { agreementsForUnit, inForceOn, type AgreementInForce } from './in-force.ts'
export {
  listApplicableRequirements,
  whyWords,
  type ApplicableRequirement,
  type ApplicableRequirements,
} from './requirements.ts'
