import { deterministicId } from '#kernel/ids.ts'
import { applies, isWithinDepth } from '#modules/agreements/public.ts'
import { citation, lawOn } from '#modules/catalogues/public.ts'
import { agreementOn, clausesOf } from './agreement-rows.ts'
import type { Batch } from './batch.ts'
import { requirementsOf } from './catalogue-rows.ts'
import { stateOn, type FullState } from './organisation-rows.ts'
import type { DemoContent } from './read-demo.ts'
import type { Requirement } from './shapes-base.ts'
import type { Person, UnitContent } from './shapes-demo.ts'
import type { FollowUpContent } from './shapes-follow-ups.ts'

/** What was found in the follow-up before, of the same unit under the same operator. */
export type Before = {
  followUpId: string
  verdicts: Map<string, 'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed'>
  findings: Map<string, string>
}

/** What the follow-ups are made from: the demo's content, looked up by key. */
export type Scene = {
  readonly batch: Batch
  readonly demo: DemoContent
  readonly before: Map<string, Before>
  unit(code: string): UnitContent
  person(key: string): Person
  areaName(key: string): string
  /** The act that held on the day, as a follow-up of that day cites it; undefined where none did. */
  lawText(key: string, day: string): string | undefined
  focusName(key: string): string
  catalogue(version: number): readonly Requirement[]
  clauses(agreementKey: string | undefined): ReadonlyMap<string, string>
}

export function makeScene(batch: Batch, demo: DemoContent): Scene {
  const units = new Map(demo.units.map((one) => [one.code, one]))
  const people = new Map(demo.people.map((one) => [one.key, one]))
  const areas = new Map(demo.base.serviceAreas.map(({ key, name }) => [key, name]))
  const focus = new Map(
    demo.base.frameworks.find(({ key }) => key === 'fokus')?.areas.map((one) => [one.key, one.name]),
  )
  const laws = new Map(demo.base.law.map((one) => [one.key, { ...one, replaces: one.replaces ?? null }]))
  const versions = new Map(demo.catalogues.map(({ number }) => [number, requirementsOf(demo, number)]))
  const clauses = new Map(demo.agreements.map((one) => [one.key, clausesOf(demo, one)]))
  return {
    batch,
    demo,
    before: new Map(),
    unit: (code) => needed(units.get(code), code),
    person: (key) => needed(people.get(key), key),
    areaName: (key) => needed(areas.get(key), key),
    lawText: (key, day) => {
      const reference = lawOn(laws, key, day)
      return reference && citation(reference)
    },
    focusName: (key) => needed(focus.get(key), key),
    catalogue: (version) => needed(versions.get(version), `catalogue ${version}`),
    clauses: (key) => (key ? needed(clauses.get(key), key) : new Map()),
  }
}

/** The requirement rows of a follow-up: those within its depth, those in focus, and what was not met last time. */
export type ProtocolRow = {
  requirement: Requirement
  origin: 'agreement' | 'focus' | 'lastTime'
  clause: string
}

/** One follow-up with the unit, operator, agreement and wording that held on its day. */
export type Course = {
  readonly content: FollowUpContent
  readonly id: string
  readonly day: string
  readonly key: string
  readonly title: string
  readonly place: { followUpId: string; boardId: string; unitId: string; providerId: string }
  readonly state: FullState
  readonly providerName: string
  readonly agreement: { id: string; title: string; caseNumber: string } | undefined
  readonly version: number
  readonly before: Before | undefined
  readonly rows: readonly ProtocolRow[]
  readonly lead: { id: string; name: string }
}

const titles = {
  planned: (unit: string, year: string) => `Uppföljning av ${unit} ${year}`,
  eventDriven: (unit: string, year: string) => `Händelsestyrd uppföljning av ${unit} ${year}`,
  targeted: (unit: string, year: string) => `Särskilt riktad uppföljning av ${unit} ${year}`,
  theme: (unit: string, year: string) => `Temauppföljning av ${unit} ${year}`,
  revisit: (unit: string, year: string) => `Återbesök, ${unit} ${year}`,
} as const

export function courseOf(scene: Scene, content: FollowUpContent): Course {
  const { batch, demo } = scene
  const { unit: code, kind, due } = content
  const day = content.on ?? (due < demo.asOf ? due : demo.asOf)
  const key = `${code}/${due}`
  const state = stateOn(scene.unit(code), day)
  if (!state) throw new Error(`follow-up of ${key}: the unit does not exist on ${day}`)
  const agreed = agreementOn(demo, { code, provider: state.provider, day })
  const id = batch.id('followUp', key)
  const unitId = batch.id('unit', code)
  const leadKey = content.team[0] ?? ''
  const version = agreed?.catalogue ?? newestOn(demo, day)
  const before = scene.before.get(`${code}/${state.provider}`)
  return {
    content,
    id,
    day,
    key,
    title: titles[kind](state.name, due.slice(0, 4)),
    place: {
      followUpId: id,
      boardId: boardId(scene, code),
      unitId,
      providerId: batch.id('provider', state.provider),
    },
    state,
    providerName: needed(demo.providers.find((one) => one.key === state.provider)?.name, state.provider),
    agreement: agreed && {
      id: batch.id('agreement', agreed.agreement.key),
      title: agreed.title,
      caseNumber: agreed.agreement.caseNumber,
    },
    version,
    before,
    rows: rowsOf(scene, { content, state, version, agreementKey: agreed?.agreement.key, before }),
    lead: { id: batch.id('account', leadKey), name: scene.person(leadKey).name },
  }
}

type Basis = {
  content: FollowUpContent
  state: FullState
  version: number
  agreementKey: string | undefined
  before: Before | undefined
}

function rowsOf(scene: Scene, { content, state, version, agreementKey, before }: Basis): ProtocolRow[] {
  const clauses = scene.clauses(agreementKey)
  const served = { serviceAreaKey: state.area, laws: state.laws }
  return scene.catalogue(version).flatMap((requirement) => {
    if (!applies(requirement, served).applies) return []
    const last = before?.verdicts.get(requirement.key)
    const origin = originOf(content, requirement, last === 'partly' || last === 'notMet')
    return origin ? [{ requirement, origin, clause: clauses.get(requirement.key) ?? '' }] : []
  })
}

function originOf(
  { depth, focus }: FollowUpContent,
  requirement: Requirement,
  wasShort: boolean,
): ProtocolRow['origin'] | undefined {
  if (isWithinDepth(requirement, depth)) return 'agreement'
  if (focus.includes(requirement.focusArea)) return 'focus'
  return wasShort ? 'lastTime' : undefined
}

function newestOn(demo: DemoContent, day: string): number {
  const valid = demo.catalogues.filter(({ validFrom }) => validFrom <= day)
  return Math.max(...valid.map(({ number }) => number))
}

function boardId({ batch, unit }: Scene, code: string): string {
  return batch.id('board', unit(code).board)
}

function needed<Value>(value: Value | undefined, key: string): Value {
  if (value === undefined) throw new Error(`Nothing is called ${key}`)
  return value
}

/** A number from 0 to `below`, the same every time for the same key: variation without chance. */
export function spread(key: string, below: number): number {
  return parseInt(deterministicId('spread', key).slice(0, 8), 16) % below
}
