import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { IsoDate } from '#kernel/dates.ts'
import { parseOrganisationNumber } from '#kernel/organisation-number.ts'
import { movedText } from './demo-clock.ts'
import { insist, insistUnique, readBase, type BaseContent } from './read-base.ts'
import { contentFolder, readContent } from './read-file.ts'
import {
  agreementsFile,
  clausesFile,
  decidedPlanFile,
  earlierFile,
  municipalityFile,
  peopleFile,
  providersFile,
  unitsFile,
} from './shapes-demo.ts'
import { followUpsFile, remediesFile, type FollowUpContent } from './shapes-follow-ups.ts'

/** `asOf` is the day that everything is told from. */
export type DemoContent = { asOf: IsoDate; base: BaseContent; followUps: FollowUpContent[] } & z.infer<
  typeof municipalityFile
> &
  z.infer<typeof peopleFile> &
  z.infer<typeof providersFile> &
  z.infer<typeof unitsFile> &
  z.infer<typeof agreementsFile> &
  z.infer<typeof clausesFile> &
  z.infer<typeof earlierFile> &
  z.infer<typeof decidedPlanFile> &
  z.infer<typeof remediesFile>

/** The whole demo municipality, checked: every key that is used is the key of something. */
export async function readDemo(asOf: IsoDate): Promise<DemoContent> {
  const read = <Shape extends z.ZodType>(name: string, shape: Shape) => readDemoFile(asOf, name, shape)
  const base = await readBase()
  const [municipality, people, providers, units, agreements] = await Promise.all([
    read('municipality.yaml', municipalityFile),
    read('people.yaml', peopleFile),
    read('providers.yaml', providersFile),
    read('units.yaml', unitsFile),
    read('agreements.yaml', agreementsFile),
  ])
  const [clauses, earlier, decided, remedies, followUps] = await Promise.all([
    read('clauses.yaml', clausesFile),
    read('catalogue-v1.yaml', earlierFile),
    readContent('demo/decided-plans.yaml', decidedPlanFile),
    read('remedies.yaml', remediesFile),
    readFollowUps(read),
  ])
  const demo = {
    asOf,
    base,
    ...municipality,
    ...people,
    ...providers,
    ...units,
    ...agreements,
    ...clauses,
    ...earlier,
    ...decided,
    ...remedies,
    followUps,
  }
  refuseLooseOrganisation(demo)
  refuseLoosePeople(demo)
  refuseLooseFollowUps(demo)
  refuseWrongNumbers(demo.providers)
  return demo
}

/** One file of the demo, told from the day. */
export function readDemoFile<Shape extends z.ZodType>(
  asOf: IsoDate,
  name: string,
  shape: Shape,
): Promise<z.infer<Shape>> {
  return readContent(`demo/${name}`, shape, (text) => movedText(asOf, text))
}

type Read = <Shape extends z.ZodType>(name: string, shape: Shape) => Promise<z.infer<Shape>>

/** Years in order and, within a year, by day: what came before must be there before what came after. */
async function readFollowUps(read: Read): Promise<FollowUpContent[]> {
  const names = (await readdir(join(contentFolder(), 'demo'))).filter((name) =>
    /^(results|running)-/.test(name),
  )
  const files = await Promise.all(names.map((name) => read(name, followUpsFile)))
  return files
    .flatMap(({ followUps }) => followUps)
    .sort((one, other) =>
      one.due < other.due ? -1 : one.due > other.due ? 1 : one.unit < other.unit ? -1 : 1,
    )
}

function refuseLooseOrganisation(demo: DemoContent): void {
  const { boards, providers, areas, units } = known(demo)
  for (const { code, board, history } of demo.units) {
    insist([board], boards, `unit ${code}, board`)
    insist(
      history.flatMap((one) => one.provider ?? []),
      providers,
      `unit ${code}, provider`,
    )
    insist(
      history.flatMap((one) => one.area ?? []),
      areas,
      `unit ${code}, area`,
    )
  }
  for (const { from, to } of demo.successions) insist([from, to], units, 'units.yaml, successions')
  for (const one of demo.agreements) {
    insist([one.board], boards, `agreement ${one.key}, board`)
    insist([one.provider], providers, `agreement ${one.key}, provider`)
    insist(
      one.units.map(({ code }) => code),
      units,
      `agreement ${one.key}, units`,
    )
  }
}

function refuseLoosePeople(demo: DemoContent): void {
  const { boards, providers, units } = known(demo)
  for (const { key, provider, roles } of demo.people) {
    insist(
      roles.flatMap((held) => held.boards),
      boards,
      `person ${key}, boards`,
    )
    insist(provider ? [provider] : [], providers, `person ${key}, provider`)
    insist(
      roles.flatMap((held) => held.unit ?? []),
      units,
      `person ${key}, unit`,
    )
  }
  insistUnique(
    demo.units.map(({ code }) => code),
    'units.yaml',
  )
  insistUnique(
    demo.people.map(({ key }) => key),
    'people.yaml',
  )
  insistUnique(
    demo.providers.map(({ key }) => key),
    'providers.yaml',
  )
}

function refuseLooseFollowUps(demo: DemoContent): void {
  const { units, people, requirements, focus } = known(demo)
  for (const one of demo.followUps) {
    const at = `follow-up of ${one.unit} due ${one.due}`
    insist([one.unit], units, at)
    insist([...one.team, ...one.undeclared], people, `${at}, team`)
    insist(one.focus, focus, `${at}, focus`)
    insist(
      one.deviations.map(({ req }) => req),
      requirements,
      `${at}, deviations`,
    )
    insist(
      one.requests.flatMap((request) => request.requirements),
      requirements,
      `${at}, requests`,
    )
    insistUnique(
      one.deviations.map(({ req }) => req),
      `${at}, deviations`,
    )
  }
  insist(Object.keys(demo.points), requirements, 'clauses.yaml')
  insist(Object.keys(demo.earlier), requirements, 'catalogue-v1.yaml')
  insist(Object.keys(demo.remedies), requirements, 'remedies.yaml')
  insistUnique(
    demo.followUps.map(({ unit, due }) => `${unit} ${due}`),
    'follow-ups',
  )
}

function known(demo: DemoContent) {
  const focusAreas = demo.base.frameworks.find(({ key }) => key === 'fokus')?.areas ?? []
  return {
    boards: new Set(demo.boards.map(({ key }) => key)),
    providers: new Set(demo.providers.map(({ key }) => key)),
    areas: new Set(demo.base.serviceAreas.map(({ key }) => key)),
    units: new Set(demo.units.map(({ code }) => code)),
    people: new Set(demo.people.map(({ key }) => key)),
    requirements: new Set(demo.base.requirements.map(({ key }) => key)),
    focus: new Set(focusAreas.map(({ key }) => key)),
  }
}

function refuseWrongNumbers(providers: DemoContent['providers']): void {
  const wrong = providers.find(
    ({ organisationNumber }) =>
      organisationNumber && parseOrganisationNumber(organisationNumber) !== organisationNumber,
  )
  if (wrong) throw new Error(`provider ${wrong.key}: organisationNumber is not one, written NNNNNN-NNNN`)
}
