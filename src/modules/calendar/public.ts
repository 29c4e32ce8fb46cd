export { endFeed, findFeed, newToken, readFeed, renewFeed } from './feed.ts'
