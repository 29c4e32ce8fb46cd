import { globSync, readFileSync } from 'node:fs'
import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import PaperHtml from './PaperHtml.svelte'

test('somebody who looks for markup that is written as it stands finds one place in all the pages, and its reason there', () => {
  const places = globSync('src/**/*.svelte').filter((path) => readFileSync(path, 'utf8').includes('{@html'))
  expect(places).toEqual(['src/ui/PaperHtml.svelte'])
  const source = readFileSync('src/ui/PaperHtml.svelte', 'utf8')
  expect(source).toMatch(/eslint-disable-next-line svelte\/no-at-html-tags \(our own renderer .+\) -->/u)
})

test('a reader sees the paper as the renderer wrote it', () => {
  const { body } = render(PaperHtml, {
    props: { html: '<article class="paper"><p>Ett &lt; två</p></article>' },
  })
  expect(body).toContain('<article class="paper"><p>Ett &lt; två</p></article>')
})
