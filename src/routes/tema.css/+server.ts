import type { RequestHandler } from './$types'
import { inkOn } from '#platform/web/theme.ts'

/** The municipality's accent colour. A colour that does not read on dark ground is lightened there. */
export const GET: RequestHandler = ({ locals }) => {
  const accent = locals.actor?.accent ?? '#0a5a78'
  const dark = `color-mix(in oklab, ${accent} 45%, #ffffff)`
  const css = `:root { --accent: light-dark(${accent}, ${dark}); --on-accent: light-dark(${inkOn(accent)}, #0b2430); }\n`
  return new Response(css, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'private, max-age=300' },
  })
}
