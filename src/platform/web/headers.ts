/**
 * What every answer carries, whatever it is: the floor under pages (which bring their own content policy), files, the
 * API, refusals of the gate and static files. HSTS only where the request came by https: on a trial over plain http it
 * would lock the browser out.
 */
export function floorHeaders(isHttps: boolean): readonly (readonly [name: string, value: string])[] {
  return isHttps ? [...always, ['strict-transport-security', transport]] : always
}

/** Whether other hosts below ours speak https too is known to the municipality alone. */
const transport = `max-age=31536000${process.env['HSTS_SUBDOMAINS'] === '1' ? '; includeSubDomains' : ''}`

/** For what is not a page: nothing runs, nothing is framed; the bare error page may have its own style sheet. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const always = [
  ['content-security-policy', policy],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
  ['cache-control', 'no-store'],
] as const
