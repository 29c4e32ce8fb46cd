export {
  findUnit,
  listBoards,
  listProviders,
  listServiceAreas,
  listUnitNames,
  listUnits,
  unitsOn,
} from './queries.ts'
export {
  endOfDay,
  listUnitSuccessions,
  unitAsThen,
  unitHistory,
  type UnitStateRow,
} from './queries-history.ts'
export { addUnit, changeUnit, createUnit, lockUnit, setStatusFrom } from './commands-unit.ts'
export { listLineage, predecessorsOf, type Relative } from './queries-lineage.ts'
export { changeProvider, createProvider } from './commands-provider.ts'
export { ProviderFilter, UnitFacts, UnitFilter, UnitView } from './contract.ts'
export { changedFrom, correctedOn, covers, recordTime, type Period, type Rewriting } from './validity.ts'
export {
  listLatestResults,
  listOpenFindings,
  listQualityAreas,
  listUnitFollowUps,
  unitOverview,
  type GuideValue,
  type VerdictCounts,
} from './queries-overview.ts'
export { findProvider, listProviderRows } from './queries-providers.ts'
export { findUnitNearest } from './queries-shown.ts'
export { unitNameOn } from './unit-name.ts'
export { factNames, wordFacts, type FactName, type WordFact } from './rules.ts'
