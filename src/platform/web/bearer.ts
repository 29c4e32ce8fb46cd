/**
 * The token of a request to the API; undefined when it brings none. Where one is brought the cookie counts for nothing,
 * good or bad as the token is: so no other site can make a browser send both, and no check of the origin is needed.
 */
export function bearerToken(request: globalThis.Request, routeId: string | null): string | undefined {
  if (!routeId?.startsWith('/api/')) return undefined
  const header = request.headers.get('authorization')
  if (header === null) return undefined
  return /^Bearer ([\x21-\x7e]+)$/i.exec(header)?.[1] ?? ''
}
