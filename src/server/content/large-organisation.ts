import type { LargePlan, LargeUnit } from './large-plan.ts'
import { spread } from './scene.ts'

const boards = [
  ['SN', 'Socialnämnden'],
  ['ÄN', 'Äldrenämnden'],
] as const
const kinds = ['municipal', 'private', 'private', 'nonProfit', 'private', 'otherMunicipality'] as const
const formOf = {
  municipal: 'inHouse',
  private: 'procured',
  nonProfit: 'nonProfit',
  otherMunicipality: 'individualAgreement',
} as const
const agreementOf = {
  inHouse: 'internal',
  procured: 'lou',
  choiceSystem: 'lov',
  nonProfit: 'iop',
  individualAgreement: 'individual',
} as const
const first = [
  'Björk',
  'Ek',
  'Lind',
  'Alm',
  'Rönn',
  'Hassel',
  'Tall',
  'Gran',
  'Lönn',
  'Ask',
  'Sol',
  'Äng',
  'Berg',
  'Sjö',
]
const last = ['gården', 'backen', 'liden', 'hemmet', 'hagen', 'lunden', 'ängen', 'åsen', 'bo', 'vik', 'dalen']
const districts = ['Norra', 'Södra', 'Östra', 'Västra', 'Centrum', 'Skärgården', 'Åsen', 'Slätten']

const recordedAt = new Date('2022-01-03T09:00:00+01:00')

export function addLargeOrganisation(plan: LargePlan): LargeUnit[] {
  const { batch, size } = plan
  for (const [abbreviation, name] of boards)
    batch.add('board', { id: batch.id('board', abbreviation), name, abbreviation, validFrom: '2015-01-01' })
  for (let number = 0; number < size.providers; number += 1)
    batch.add('provider', {
      id: batch.id('provider', String(number)),
      name: providerName(number),
      kind: turn(kinds, number),
      isInvented: true,
      validFrom: '2015-01-01',
    })
  const units = Array.from({ length: size.units }, (_, number) => unitOf(plan, number))
  for (const unit of units) addUnit(plan, unit)
  for (let number = 0; number < size.agreements; number += 1) addAgreement(plan, units, number)
  return units
}

function providerName(number: number): string {
  return `${turn(first, number)}${turn(last, number * 5)} Omsorg ${number + 1}`
}

function unitOf({ batch, base, size }: LargePlan, number: number): LargeUnit {
  const code = `E-${String(number + 1).padStart(4, '0')}`
  const area = turn(base.serviceAreas, number)
  const provider = number % size.providers
  const kind = turn(kinds, provider)
  return {
    id: batch.id('unit', code),
    code,
    name: `${turn(first, number * 3)}${turn(last, number * 7)} ${number + 1}`,
    area: area.key,
    areaName: area.name,
    form: kind === 'private' && number % 3 === 0 ? 'choiceSystem' : formOf[kind],
    laws: area.laws,
    boardId: batch.id('board', turn(boards, number)[0]),
    providerId: batch.id('provider', String(provider)),
    providerName: providerName(provider),
    agreementId: batch.id('agreement', String(number)),
  }
}

function addUnit({ batch }: LargePlan, unit: LargeUnit): void {
  const { id, code, boardId, name, providerId, form, laws } = unit
  batch.add('unit', { id, code, boardId, isInvented: true })
  batch.add('unitState', {
    id: batch.id('unitState', code),
    unitId: id,
    boardId,
    name,
    providerId,
    serviceAreaId: batch.id('serviceArea', unit.area),
    operatingForm: form,
    laws,
    district: turn(districts, spread(code, districts.length)),
    places: 4 + spread(`${code}/places`, 40),
    status: spread(`${code}/status`, 40) === 0 ? 'paused' : 'active',
    validFrom: '2021-01-01',
    recordedAt,
  })
}

/** The first ones are the units' own of today; those beyond are earlier agreements that have ended. */
function addAgreement({ batch, size }: LargePlan, units: readonly LargeUnit[], number: number): void {
  const unit = units[number % size.units]
  if (!unit) return
  const isOver = number >= size.units
  const id = batch.id('agreement', String(number))
  const owners = { boardId: unit.boardId, providerId: unit.providerId }
  const period = isOver
    ? { validFrom: '2018-01-01', validTo: '2021-01-01' }
    : { validFrom: '2021-01-01', validTo: null }
  batch.add('agreement', {
    id,
    ...owners,
    kind: agreementOf[unit.form],
    caseNumber: `SN ${21 - (isOver ? 3 : 0)}/${number + 1}`,
  })
  batch.add('agreementState', {
    ...owners,
    ...period,
    id: batch.id('agreementState', String(number)),
    agreementId: id,
    title: `Avtal om ${unit.areaName.toLowerCase()}, ${unit.name}`,
    status: 'adopted',
    catalogueVersionId: batch.id('catalogueVersion', '1'),
    recordedAt,
  })
  batch.add('agreementUnit', { ...owners, ...period, agreementId: id, unitId: unit.id })
}

/** One after the other, and from the beginning again. */
function turn<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length]
  if (item === undefined) throw new Error('Nothing to choose from')
  return item
}
