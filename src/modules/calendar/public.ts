export { endFeed, findFeed, newToken, readFeed, renewFeed } from './feed.ts'
export { planCalendar } from './planned.ts'
