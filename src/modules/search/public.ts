export { searchAll } from './queries.ts'
export type { Found, Hit, SearchGroup } from './rules.ts'
