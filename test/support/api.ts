import { buildApi } from '#platform/web/api-server.ts'

/** The operations of one module as the server answers them. */
export function apiOf(operations: Parameters<typeof buildApi>[0]) {
  return buildApi(operations, { version: '1.0.0', released: '2026-11-22' })
}
