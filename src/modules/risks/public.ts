export { judgeUnit, setRiskRules, withdrawJudgement } from './commands.ts'
export { placeAgreement, withdrawPlacing } from './commands-placing.ts'
export { PlacingFilter, RiskFilter, TryRules } from './contract.ts'
export { previewRules, type Preview } from './preview.ts'
export { getRules, listRisks, weighUnits, type UnitRisk, type WeighedUnit } from './queries.ts'
export { listJudgements, listRuleChanges, type KeptJudgement, type RuleChange } from './queries-history.ts'
export { listRiskRows, matrixOf, type Cell } from './queries-list.ts'
export {
  listPlaced,
  listPlacings,
  placedAgreements,
  type PlacedAgreement,
  type Placing,
} from './queries-placing.ts'
export { factInWords } from './reasons.ts'
