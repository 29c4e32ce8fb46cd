/** Where the site is reached: as it was set, else as the request itself came. */
export function homeOf(url: URL): URL {
  return new URL(process.env['PUBLIC_URL'] ?? url.origin)
}
