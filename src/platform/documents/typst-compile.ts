import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { CleanPaper } from './clean-paper.ts'
import type { PdfStandard } from './paper.ts'
import { fontCoverage, writable } from './font-coverage.ts'
import { documentFile, fontFolders } from './place.ts'
import { marks, tones } from './status.ts'

export type TypstCompiler = (paper: CleanPaper, standard: PdfStandard) => Uint8Array

/**
 * A compiler that is kept: reading fonts is most of the cost of the first paper. It works synchronously, in native
 * code, and therefore belongs in a worker thread.
 */
export function createTypstCompiler(): TypstCompiler {
  const folders = fontFolders()
  const house = NodeCompiler.create({ fontArgs: [{ fontPaths: folders }] })
  const covered = fontCoverage(folders)
  const template = readFileSync(documentFile('templates/paper.typ'), 'utf8')
  const nowhere = mkdtempSync(path.join(tmpdir(), 'uppsikt-typst-'))
  process.once('exit', () => rmSync(nowhere, { recursive: true, force: true }))
  const guest = NodeCompiler.create({ fontArgs: [{ fontPaths: folders }], workspace: nowhere })
  return (paper, standard) => {
    const inputs = { paper: JSON.stringify(printable(paper, covered)) }
    // A municipality's own file is set where there are no files to read.
    const compiler = paper.typst ? guest : house
    const compiled = compiler.compile({ mainFileContent: paper.typst || template, inputs })
    if (!compiled.result) throw new Error(diagnosis(compiled.takeDiagnostics()?.shortDiagnostics))
    const bytes = pdf(compiler, compiled.result, standard)
    // The cache is global to the process and would otherwise grow with every paper.
    compiler.evictCache(2)
    return bytes
  }
}

function pdf(compiler: NodeCompiler, document: NodeTypstDocument, standard: PdfStandard): Uint8Array {
  try {
    return compiler.pdf(document, { pdfStandard: standard })
  } catch (fault) {
    throw new Error(diagnosis(fault instanceof Error ? fault.message : fault), { cause: fault })
  }
}

function diagnosis(fault: unknown): string {
  return `The paper could not be set: ${typeof fault === 'string' ? fault : JSON.stringify(fault)}`.slice(
    0,
    2000,
  )
}

/** Every string made writable in the font; the picture is left, for its text is drawn, not set. */
function printable(paper: CleanPaper, covered: (code: number) => boolean): unknown {
  const fit = (value: string): string => breakable(writable(value, covered))
  const walk = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return key === 'svg' ? value : fit(value)
    if (Array.isArray(value)) return value.map((item) => walk(item))
    if (value === null || typeof value !== 'object') return value ?? null
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part, name)]))
  }
  const blocks = paper.blocks.map((block) =>
    block.kind === 'svg' ? { ...block, svg: block.svg ?? null } : block,
  )
  const headTitle = paper.title.length > 80 ? `${paper.title.slice(0, 78)}…` : paper.title
  // `walk` keeps the shape of what it is given, which here is an object.
  const walked = walk({ ...paper, blocks, headTitle, logo: null, typst: '' }) as Record<string, unknown>
  return { ...walked, logo: logoOf(paper), marks, tones }
}

/** As numbers: a picture that lies in no file. */
function logoOf({ logo }: CleanPaper): unknown {
  if (!logo) return null
  const bytes = logo.type === 'svg' ? new TextEncoder().encode(logo.svg) : logo.bytes
  return { type: logo.type, alt: logo.alt, ratio: logo.ratio, bytes: [...bytes] }
}

/** Addresses and nonsense without a place to break get invisible ones; real words are hyphenated by the compiler. */
function breakable(text: string): string {
  return text.replace(/\S{36,}/gu, (word) => word.replace(/(.{12})(?=.)/gsu, '$1\u200b'))
}
