/**
 * The check that takes the place of SvelteKit's own (which bakes one origin into the build): an unsafe request must
 * come from the site itself. `Sec-Fetch-Site` decides where the browser sends it; else `Origin` must be ours; a request
 * with neither is refused.
 */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

export function isSameOrigin(request: Request, url: URL, publicUrl: string | undefined): boolean {
  if (safeMethods.has(request.method)) return true
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = request.headers.get('origin')
  if (origin !== null) return origin === ownOrigin(url, publicUrl)
  return site === 'same-origin'
}

/** With PUBLIC_URL set, that origin; otherwise the scheme and host the request itself came to. */
function ownOrigin(url: URL, publicUrl: string | undefined): string {
  return publicUrl ? new URL(publicUrl).origin : url.origin
}

/**
 * Where an identity provider tells that somebody has signed out there. It is a server and sends no origin; nothing there
 * goes by a cookie, so a browser that is made to send it gains its site nothing.
 */
export function isSentByProvider(routeId: string | null): boolean {
  return routeId === '/logga-in/via/[identityProviderId]/utloggad'
}
