import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { contentFolder, readContent } from './read-file.ts'
import {
  catalogueFile,
  frameworksFile,
  lawFile,
  registersFile,
  type FrameworksFile,
  type LawFile,
  type RegistersFile,
  type Requirement,
} from './shapes-base.ts'

/** What every municipality begins with: frameworks, service areas, law references, registers and the requirements. */
export type BaseContent = FrameworksFile & LawFile & RegistersFile & { requirements: Requirement[] }

export async function readBase(): Promise<BaseContent> {
  const [frameworks, law, registers, requirements] = await Promise.all([
    readContent('frameworks.yaml', frameworksFile),
    readContent('law.yaml', lawFile),
    readContent('registers.yaml', registersFile),
    readCatalogue(),
  ])
  const base = { ...frameworks, ...law, ...registers, requirements }
  refuseLooseKeys(base)
  return base
}

/** The parts in the order of their file names; the position of a requirement runs through all of them. */
async function readCatalogue(): Promise<Requirement[]> {
  const names = (await readdir(join(contentFolder(), 'catalogue')))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  const parts = await Promise.all(names.map((name) => readContent(`catalogue/${name}`, catalogueFile)))
  return parts
    .flatMap(({ part, requirements }) => requirements.map((one) => ({ ...one, part })))
    .map((one, index) => ({ ...one, position: index + 1 }))
}

function refuseLooseKeys({
  frameworks,
  mappings,
  serviceAreas,
  law,
  registers,
  requirements,
}: BaseContent): void {
  const quality = new Set(frameworks.flatMap(({ key, areas }) => areas.map((area) => `${key}/${area.key}`)))
  const areas = new Set(['all', ...serviceAreas.map(({ key }) => key)])
  const laws = new Set(law.map(({ key }) => key))
  for (const { from, to } of mappings) insist([from, ...to], quality, 'frameworks.yaml, mappings')
  for (const one of requirements) {
    insist(one.qualityAreas, quality, `requirement ${one.key}, qualityAreas`)
    insist([`fokus/${one.focusArea}`], quality, `requirement ${one.key}, focusArea`)
    insist(one.serviceAreas, areas, `requirement ${one.key}, serviceAreas`)
    insist(one.references, laws, `requirement ${one.key}, references`)
  }
  insistUnique(
    requirements.map(({ key }) => key),
    'catalogue',
  )
  insistUnique(
    registers.map(({ key }) => key),
    'registers.yaml',
  )
  insistUnique(
    law.map(({ key }) => key),
    'law.yaml',
  )
}

export function insist(used: readonly string[], known: { has(key: string): boolean }, at: string): void {
  const loose = used.find((key) => !known.has(key))
  if (loose !== undefined) throw new Error(`${at}: nothing is called ${loose}`)
}

export function insistUnique(keys: readonly string[], at: string): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new Error(`${at}: ${twice} is there twice`)
}
