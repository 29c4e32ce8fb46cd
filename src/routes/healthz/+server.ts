import type { RequestHandler } from './$types'

/** The process answers. */
export const GET: RequestHandler = () => new Response('ok\n')
