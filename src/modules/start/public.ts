export { countOffice, listMyFollowUps, type Waiting } from './queries.ts'
