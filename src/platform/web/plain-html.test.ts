import { expect, test } from 'vitest'
import { withoutWakeUpMarks } from './plain-html.ts'

test('a page without script is sent without the marks that only a script would need', () => {
  const html =
    '<main><!--[--><p><!---->Hej</p><!--[0--><b>a</b><!--]--><!--[-1--><!--]--><!--[!--><!--]--><!--k3x9--></main>'
  expect(withoutWakeUpMarks(html)).toBe('<main><p>Hej</p><b>a</b></main>')
})

test('a page with script keeps them, and what a person wrote stays in every page', () => {
  const woken = '<!--[--><p>Hej</p><!--]--><script>__sveltekit_1 = {}</script>'
  expect(withoutWakeUpMarks(woken)).toBe(woken)
  expect(withoutWakeUpMarks('<p>&lt;!--[--&gt; <!-- en mening --></p>')).toBe(
    '<p>&lt;!--[--&gt; <!-- en mening --></p>',
  )
})
