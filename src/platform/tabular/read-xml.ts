import { SaxesParser } from 'saxes'
import { tableLimits, tableProblem } from './read-limits.ts'

export type Attributes = Readonly<Record<string, string>>

export type XmlHandlers = {
  open: (name: string, attributes: Attributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** How much may stand between two tags, and how many elements within each other. */
export type XmlLimits = { gap: number; depth: number }

/**
 * Reads one part piece by piece; what has been handled so far can be taken after every step. Names come without their
 * prefix, because some programs write <x:row>. A part that declares words of its own in a DOCTYPE is refused, so that
 * nothing is multiplied; what a DOCTYPE refers to is never looked up.
 */
export async function* readXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  limits: XmlLimits = tableLimits,
): AsyncGenerator<void> {
  const parser = parserOf(handlers, limits)
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(isUtf16(chunk) ? 'utf-16le' : 'utf-8', { fatal: true })
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.close()
}

/** For small parts that are read in one go. */
export async function readWholeXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  limits?: XmlLimits,
): Promise<void> {
  const steps = readXml(chunks, handlers, limits)
  while (!(await steps.next()).done);
}

type Parser = { write: (text: string) => void; close: () => void }

function parserOf({ open, text, close }: XmlHandlers, limits: XmlLimits): Parser {
  const parser = new SaxesParser({ position: false })
  let depth = 0
  let gap = 0
  parser.on('doctype', (declared) => {
    if (declared.includes('[')) refuse()
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    gap = 0
    if (depth > limits.depth) refuse()
    // Without its option for namespaces the parser gives every attribute as text.
    open(localName(name), attributes as Attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    gap = 0
    close?.(localName(name))
  })
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return {
    write: (piece) => {
      gap += piece.length
      parser.write(piece)
      if (gap > limits.gap) refuse()
    },
    close: () => void parser.close(),
  }
}

function refuse(): never {
  throw tableProblem('tableDamaged', 'an XML part with a DOCTYPE, too deep or too long')
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function isUtf16(chunk: Buffer): boolean {
  return chunk[0] === 0xff && chunk[1] === 0xfe
}

/** An attribute whatever its prefix: r:id is "id" of the relations. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((found) => found.endsWith(`:${name}`))
  return key === undefined ? undefined : attributes[key]
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
