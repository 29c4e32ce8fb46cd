export {
  areaNames,
  chosenVersion,
  findRequirement,
  listCatalogueVersions,
  listLawOn,
  listParts,
  listRequirements,
  listWordings,
  type CatalogueVersion,
} from './queries.ts'
export { RequirementFilter } from './contract.ts'
export { citation, lawOn, type LawReference } from './rules.ts'
