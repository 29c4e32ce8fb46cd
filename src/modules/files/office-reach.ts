import { localName, type Attributes } from '#platform/tabular/read-xml.ts'

/** Why a document with this element is not taken: it fetches something or runs something when it is opened. */
export function faultOfElement(element: string, attributes: Attributes): string | undefined {
  const fault = faults[element]
  if (fault) return fault
  if (element === 'Relationship') return reachesOut(attributes) ? 'fileReachesOut' : undefined
  const href = hrefOf(attributes)
  if (href === undefined) return undefined
  if (/^(?:vnd\.sun\.star\.script|macro|javascript):/i.test(href)) return 'fileMacros'
  return element === 'a' || isNear(href) ? undefined : 'fileReachesOut'
}

const faults: Readonly<Record<string, string>> = {
  ddeLink: 'fileReachesOut',
  'dde-source': 'fileReachesOut',
  'dde-connection': 'fileReachesOut',
  'dde-connection-decl': 'fileReachesOut',
  'encryption-data': 'fileLocked',
  script: 'fileMacros',
}

/** A link to press is no danger; a template, a picture or a frame from elsewhere is fetched unasked. */
function reachesOut({ TargetMode: mode, Type: type = '', Target: target = '' }: Attributes): boolean {
  return mode?.toLowerCase() === 'external' && !/\/hyperlink$/i.test(type) && !isNear(target)
}

/**
 * Within the document, or on the disk of whoever wrote it: most templates of an organisation are named so, and nothing
 * is fetched there. A server of files (\\server) is far: opening such a document tells it who opened it.
 */
function isNear(target: string): boolean {
  const plain = decoded(target).trim()
  if (/^(?:file:\/\/\/)?[a-z]:[\\/]/i.test(plain)) return true
  return !/^[a-z][a-z0-9+.-]*:/i.test(plain) && !/^[\\/]{2}/.test(plain)
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

function hrefOf(attributes: Attributes): string | undefined {
  const name = Object.keys(attributes).find((key) => key !== 'href' && localName(key) === 'href')
  return name === undefined ? undefined : attributes[name]
}

/** A field of Word that starts another program, or asks it for data. */
export function isFieldThatFetches(code: string): boolean {
  return /^\s*DDE(?:AUTO)?\s/i.test(code)
}
