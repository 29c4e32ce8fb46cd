import type { Locals as RequestLocals } from '#platform/web/ask.ts'

declare global {
  namespace App {
    // An interface because SvelteKit merges it with its own.
    interface Locals extends RequestLocals {
      readonly started: number
      /** Set when the page could not be made because the database is not there. */
      isDown?: boolean
    }
    interface Error {
      message: string
      code?: string
      requestId?: string
    }
  }
}
