import { readFileSync } from 'node:fs'
import {
  cleanPaper,
  type CleanBlock,
  type CleanCell,
  type CleanPaper,
  type CleanTable,
} from './clean-paper.ts'
import type { Paper } from './paper.ts'
import { documentFile } from './place.ts'
import { shapeSvg } from './shapes.ts'
import { marks, tones } from './status.ts'

/**
 * The paper as `<article class="paper">`, for a page with a strict content policy: no script, no style, nothing
 * fetched. Its looks are in `templates/paper.css`.
 */
export function renderHtml(paper: Paper): string {
  const clean = cleanPaper(paper)
  return `<article class="paper" lang="sv">\n${head(clean)}\n${contents(clean)}${clean.blocks.map(blockHtml).join('\n')}\n</article>\n`
}

/** A whole file to save and open anywhere, with its style inside. */
export function renderStandaloneHtml(paper: Paper): string {
  const { title, accent, municipality, author, date } = cleanPaper(paper)
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="${escape(municipality || author)}">
<meta name="dcterms.date" content="${escape(date)}">
<title>${escape(title)}</title>
<style>
${css()}
:root { color-scheme: light; --accent: ${accent} }
</style>
</head>
<body>
${renderHtml(paper)}</body>
</html>
`
}

let style: string | undefined

function css(): string {
  return (style ??= readFileSync(documentFile('templates/paper.css'), 'utf8').trim())
}

function head(paper: CleanPaper): string {
  const facts = [
    ['Datum', `<time datetime="${escape(paper.date)}">${escape(paper.longDate)}</time>`],
    ['Diarienummer', escape(paper.caseNumber)],
    ['Handläggare', escape(paper.author)],
  ].filter(([, value]) => value)
  return `<header class="paper-head">
<div class="paper-letterhead">
<div class="paper-sender">${logoHtml(paper)}<p><strong>${escape(paper.municipality)}</strong><br>${[paper.board, ...paper.senderLines].map(escape).join('<br>')}</p></div>
<div class="paper-record"><p><strong>${escape(paper.kind)}</strong></p>
<dl>${facts.map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`).join('')}</dl></div>
</div>
<h1>${escape(paper.title)}</h1>
${when(paper.subtitle, (text) => `<p class="paper-subtitle">${text}</p>`)}
${when(paper.invented, (text) => `<p class="paper-invented">${text}</p>`)}
</header>`
}

/** Inline, so that the file needs nothing beside it. */
function logoHtml({ logo }: CleanPaper): string {
  if (!logo) return ''
  const source =
    logo.type === 'svg'
      ? `<div role="img" aria-label="${escape(logo.alt)}">${logo.svg}</div>`
      : `<img alt="${escape(logo.alt)}" src="data:image/png;base64,${Buffer.from(logo.bytes).toString('base64')}">`
  return `<div class="paper-logo">${source}</div>`
}

function contents({ contents: headings }: CleanPaper): string {
  if (headings.length === 0) return ''
  const items = headings.map(
    ({ level, id, text }) => `<li class="level-${level}"><a href="#${escape(id)}">${escape(text)}</a></li>`,
  )
  return `<nav class="paper-contents" aria-labelledby="innehall-i-handlingen">
<h2 id="innehall-i-handlingen">Innehåll</h2>
<ol>${items.join('')}</ol>
</nav>\n`
}

type Writers = { [K in CleanBlock['kind']]: (block: Extract<CleanBlock, { kind: K }>) => string }

const writers: Writers = {
  heading: ({ level, id, text }) => `<h${level + 1} id="${escape(id)}">${escape(text)}</h${level + 1}>`,
  paragraph: ({ text }) => `<p>${lines(text)}</p>`,
  list: ({ ordered, items }) => {
    const name = ordered ? 'ol' : 'ul'
    return `<${name}>${items.map((item) => `<li>${lines(item)}</li>`).join('')}</${name}>`
  },
  facts: ({ rows }) =>
    `<dl class="paper-facts">${rows.map(({ label, value }) => `<div><dt>${escape(label)}</dt><dd>${lines(value)}</dd></div>`).join('')}</dl>`,
  figures: ({ items }) =>
    `<ul class="paper-figures">${items.map(({ value, label, change, rows }) => `<li${rowsOf(rows)}><strong>${escape(value)}</strong> <span>${escape(label)}</span>${when(change, (text) => ` <small>${text}</small>`)}</li>`).join('')}</ul>`,
  table: tableHtml,
  note: ({ tone, title, paragraphs }) =>
    `<section class="paper-note tone-${tone}">${when(title, (text) => `<p class="paper-note-title">${shapeSvg(tones[tone].shape)}${text}</p>`)}${paragraphs.map((part) => `<p>${lines(part)}</p>`).join('')}</section>`,
  quote: ({ title, paragraphs, by }) =>
    `<figure class="paper-quote"><figcaption><strong>${escape(title)}</strong></figcaption><blockquote>${paragraphs.map((part) => `<p>${lines(part)}</p>`).join('')}</blockquote>${when(by, (text) => `<p class="paper-by">${text}</p>`)}</figure>`,
  svg: ({ svg, title, description }) =>
    `<figure class="paper-picture">${when(title, (text) => `<figcaption>${text}</figcaption>`)}${svg ? `<div role="img" tabindex="0" aria-label="${escape(description)}">${svg}</div>` : ''}<p class="paper-table-note">${escape(description)}</p></figure>`,
}

function blockHtml(block: CleanBlock): string {
  // The table pairs each kind with its own writer; TypeScript cannot see that pairing through an index.
  const write = writers[block.kind] as (block: CleanBlock) => string
  return write(block)
}

/** A wide table scrolls in a frame of its own that the keyboard can reach; the page itself never does. */
function tableHtml({ caption, columns, rows, note, origins }: CleanTable): string {
  const side = (i: number): string => (columns[i]?.align === 'right' ? ' class="number"' : '')
  const body = rows.map(
    (row, at) =>
      `<tr${rowsOf(origins[at])}>${row.map((cell, i) => `<td${side(i)} data-label="${escape(columns[i]?.title ?? '')}">${cellHtml(cell)}</td>`).join('')}</tr>`,
  )
  const empty = `<tr><td colspan="${columns.length}">Inga uppgifter</td></tr>`
  return `<div class="paper-table" role="region" tabindex="0" aria-label="${escape(caption)}">
<table>
<caption>${escape(caption)}</caption>
<thead><tr>${columns.map(({ title }, i) => `<th scope="col"${side(i)}>${escape(title)}</th>`).join('')}</tr></thead>
<tbody>${body.join('\n') || empty}</tbody>
</table>
</div>${when(note, (text) => `\n<p class="paper-table-note">${text}</p>`)}`
}

/** Where the page, which knows its own address, may lead to what stands behind a figure. */
function rowsOf(origin = ''): string {
  return origin ? ` data-rows="${escape(origin)}"` : ''
}

function cellHtml({ text, status, strong }: CleanCell): string {
  if (status) {
    const { css: name, shape } = marks[status]
    return `<span class="status status-${name}">${shapeSvg(shape)}${lines(text)}</span>`
  }
  return strong ? `<strong>${lines(text)}</strong>` : lines(text)
}

function when(text: string, write: (escaped: string) => string): string {
  return text ? write(escape(text)) : ''
}

function lines(text: string): string {
  return escape(text).replaceAll('\n', '<br>')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
