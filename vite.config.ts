import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'

/**
 * The built-in origin check is off because it bakes one origin into the build; one build must serve any host.
 * `src/hooks.server.ts` does the check instead (see platform/web/origin.ts and its tests).
 */
export default defineConfig({
  plugins: [
    withoutInlineStyle(),
    sveltekit({
      adapter: adapter(),
      csrf: { trustedOrigins: ['*'] },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
})

/**
 * The one inline style that SvelteKit brings is its route announcer's. It is taken out when the pages are built (base.css
 * hides the announcer by its id), so that the content policy lets no inline style through. A version without it, or
 * with another, stops the build rather than breaks the policy.
 */
function withoutInlineStyle(): Plugin {
  const style = /\s+style="position: absolute;[^"]*"/
  return {
    name: 'uppsikt-without-inline-style',
    enforce: 'pre',
    transform: {
      filter: { id: /@sveltejs\/kit\/src\/runtime\/components\/root\.svelte$/ },
      handler(code) {
        if (!style.test(code)) throw new Error('The route announcer has changed: see vite.config.ts.')
        return { code: code.replace(style, ''), map: null }
      },
    },
  }
}
