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
export { listAreasInView, type AreaInView, type View } from './views.ts'
export { addQualityArea, changeQualityArea, endQualityArea, moveQualityArea } from './commands-areas.ts'
export { addServiceArea, changeServiceArea, endServiceArea } from './commands.ts'
export { keyOf } from './rules.ts'
