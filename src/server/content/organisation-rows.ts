import { addDays, daysBetween } from '#kernel/dates.ts'
import { runningYear } from './demo-clock.ts'
import type { Batch } from './batch.ts'
import type { DemoContent } from './read-demo.ts'
import type { UnitContent } from './shapes-demo.ts'

/** Boards with their meetings, providers, and units through all their states. */
export function addOrganisation(batch: Batch, demo: DemoContent): void {
  addBoards(batch, demo)
  addProviders(batch, demo)
  for (const unit of demo.units) addUnit(batch, unit)
  for (const { from, to, kind, on, note } of demo.successions)
    batch.add('unitSuccession', {
      id: batch.id('unitSuccession', `${from}/${to}`),
      boardId: boardOf(batch, demo, to),
      fromUnitId: batch.id('unit', from),
      toUnitId: batch.id('unit', to),
      kind,
      happenedOn: on,
      note,
    })
}

function addBoards(batch: Batch, demo: DemoContent): void {
  for (const { key, name, validFrom, place, meetings } of demo.boards) {
    const id = batch.id('board', key)
    batch.add('board', { id, name, abbreviation: key, validFrom })
    for (const heldOn of apart(meetings))
      batch.add('meeting', {
        id: batch.id('meeting', `${key}/${heldOn}`),
        boardId: id,
        heldOn,
        papersBy: addDays(heldOn, -demo.papersDaysBefore),
        place,
        // This year's meetings get their agendas, notices and decisions by the commands (scene-meetings.ts, board-papers.ts).
        state: heldOn < `${runningYear(demo.asOf)}-01-01` ? 'adjusted' : 'planned',
      })
  }
}

/** A spring that is pressed together has fewer meetings: papers are not written for two within three weeks. */
function apart(meetings: readonly string[]): string[] {
  return meetings.toSorted().reduceRight<string[]>((kept, day) => {
    const [next] = kept
    return next && daysBetween(day, next) < 21 ? kept : [day, ...kept]
  }, [])
}

function addProviders(batch: Batch, demo: DemoContent): void {
  for (const one of demo.providers)
    batch.add('provider', {
      id: batch.id('provider', one.key),
      name: one.name,
      organisationNumber: one.organisationNumber ?? null,
      kind: one.kind,
      email: one.email ?? null,
      managementSystemSeenOn: one.managementSystemSeenOn ?? null,
      isInvented: true,
      validFrom: one.validFrom,
      validTo: one.validTo ?? null,
    })
}

function addUnit(batch: Batch, unit: UnitContent): void {
  const unitId = batch.id('unit', unit.code)
  const boardId = batch.id('board', unit.board)
  batch.add('unit', { id: unitId, boardId, code: unit.code, isInvented: true })
  for (const [index, state] of statesOf(unit).entries()) {
    const { provider, area, form, from, to, recorded, superseded, change, ...facts } = state
    batch.add('unitState', {
      ...facts,
      id: batch.id('unitState', `${unit.code}/${index}`),
      unitId,
      boardId,
      providerId: batch.id('provider', provider),
      serviceAreaId: batch.id('serviceArea', area),
      operatingForm: form,
      changeNote: change,
      validFrom: from,
      validTo: to ?? null,
      recordedAt: new Date(recorded ?? `${from}T08:00:00+01:00`),
      supersededAt: superseded ? new Date(superseded) : null,
    })
  }
}

type Said = UnitContent['history'][number]
type Open = 'to' | 'recorded' | 'superseded'
export type FullState = { [Name in keyof Omit<Said, Open>]-?: Exclude<Said[Name], undefined> } & {
  [Name in Open]: Said[Name] | undefined
}

/**
 * Each state with all its facts: what is not said again holds as before. A state lasts until the next one that has
 * not been superseded; one that has says itself how long it was thought to last.
 */
export function statesOf(unit: UnitContent): FullState[] {
  const said = unit.history.map((state, index) => {
    const before = unit.history.slice(0, index).filter((one) => !one.superseded)
    return [...before, state].reduce((known, one) => ({
      ...known,
      ...one,
      to: one.to,
      recorded: one.recorded,
      superseded: one.superseded,
    }))
  })
  return said.map((state, index) => {
    const next = said.slice(index + 1).find((one) => !one.superseded)
    const to = state.to ?? (state.superseded ? undefined : next?.from)
    return { ...full(state, unit.code), to }
  })
}

/** The unit as it was on a day, as known in the end. */
export function stateOn(unit: UnitContent, day: string): FullState | undefined {
  return statesOf(unit).find((one) => !one.superseded && one.from <= day && (!one.to || one.to > day))
}

const facts = [
  'name',
  'provider',
  'area',
  'form',
  'laws',
  'district',
  'address',
  'places',
  'manager',
  'status',
  'licence',
] as const

function full(state: object, code: string): FullState {
  const missing = facts.find((name) => !(name in state))
  if (missing) throw new Error(`units.yaml, ${code}: the first state says nothing of ${missing}`)
  // Checked just above: every fact is there.
  return state as FullState
}

export function boardOf(batch: Batch, demo: DemoContent, code: string): string {
  const unit = demo.units.find((one) => one.code === code)
  if (!unit) throw new Error(`units.yaml has no ${code}`)
  return batch.id('board', unit.board)
}
