export { findUnit, listProviders, listServiceAreas, listUnits, unitsOn } from './queries.ts'
export { UnitFilter, UnitView } from './contract.ts'
