import type { Locals as RequestLocals } from '#platform/web/ask.ts'

declare global {
  namespace App {
    // An interface because SvelteKit merges it with its own.
    interface Locals extends RequestLocals {
      readonly started: number
    }
    interface Error {
      message: string
      code?: string
      requestId?: string
    }
  }
}
