export { listRisks, type UnitRisk } from './queries.ts'
