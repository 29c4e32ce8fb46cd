/**
 * A path within the site to go back to; anything else (another host, `//host`, a scheme) becomes the start page. What
 * `/.//host` comes to is looked at too: taken together it is `//host`.
 */
export function localPath(value: unknown): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return '/'
  const url = new URL(value, 'http://local')
  return url.host === 'local' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}
