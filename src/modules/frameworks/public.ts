export {
  countFindingsByArea,
  findArea,
  listAreas,
  listEarlier,
  listFrameworks,
  listMapping,
  type Framework,
  type Mapped,
  type ServiceArea,
} from './queries.ts'
export { addServiceArea, changeServiceArea, endServiceArea } from './commands.ts'
