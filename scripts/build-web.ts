import { buildWeb } from '#server/web-build.ts'

/** The pages, as `npm start` builds them: with a stamp of their sources, so that what is built is not built again. */
await buildWeb(console.log, new AbortController().signal)
