/** The marks a script would need to wake the page up: `<!--[-->`, `<!--[0-->`, `<!--]-->`, `<!---->`, `<!--1x2y3z-->`. */
const wakeUpMarks = /<!--(?:\[?-?\w*!?|\])-->/g

/**
 * Takes away the marks of a page that carries no script: some ten thousand nodes of a long protocol, which a slow
 * tablet would have to build for nothing. A page with script keeps them. What a person wrote is escaped and cannot
 * look like one.
 */
export function withoutWakeUpMarks(html: string): string {
  return html.includes('__sveltekit_') ? html : html.replace(wakeUpMarks, '')
}
