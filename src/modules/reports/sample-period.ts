import { createHash } from 'node:crypto'
import type { Verdict } from '#modules/assessments/rules.ts'
import type { World } from '#test/world.ts'
import { sampleAssessment } from './sample-assessment.ts'

type Unit = 'birch' | 'oak' | 'municipal' | 'rival' | 'pine'
const providerOf = {
  birch: 'private',
  oak: 'private',
  pine: 'private',
  municipal: 'own',
  rival: 'competitor',
} as const

export type Place = { world: World; matterId: string }

/** A matter of the board to report in. */
export async function reportMatter(world: World, caseNumber: string): Promise<Place> {
  const { matter } = await world.insert('matter', {
    matter: {
      ...{ board_id: world.boards['care'], case_number: caseNumber },
      ...{ title: 'Rapport', opened_on: '2026-01-02' },
    },
  })
  return { world, matterId: matter }
}

function placeOf(world: World, unit: Unit) {
  return {
    board_id: world.boards.care,
    unit_id: world.units[unit],
    provider_id: world.providers[providerOf[unit]],
  }
}

export async function followUp(
  { world, matterId }: Place,
  unit: Unit,
  day: string,
  state: string,
): Promise<string> {
  const { f } = await world.insert('follow_up', {
    f: {
      ...placeOf(world, unit),
      matter_id: matterId,
      catalogue_version_id: world.catalogue.versionId,
      title: `Uppföljning av ${unit} ${day}`,
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: ['visit'],
      announced: true,
      due_on: day,
      state,
      requirements_per: day,
      created_by: world.people.strategist.accountId,
      created_at: `${day}T08:00:00Z`,
    },
  })
  return f
}

/** A fixed judgement with its verdicts as rows and a finding for each that is not met; every other one is closed. */
export async function judged(
  place: Place,
  unit: Unit,
  day: string,
  verdicts: readonly Verdict[],
): Promise<string> {
  const { world } = place
  const id = await followUp(place, unit, day, 'fixed')
  const at = `${day}T10:00:00Z`
  const { a } = await world.insert('assessment', {
    a: {
      follow_up_id: id,
      ...placeOf(world, unit),
      version: 1,
      snapshot: JSON.stringify(sampleAssessment(id, verdicts, world.catalogue.requirements.first)),
      sha256: createHash('sha256').update('x').digest(),
      rule_version: '1',
      fixed_by: world.people.strategist.accountId,
      fixed_at: at,
      shared_at: at,
    },
  })
  await addVerdicts(place, { unit, id, assessmentId: a, at }, verdicts)
  return id
}

type Fixed = { unit: Unit; id: string; assessmentId: string; at: string }

async function addVerdicts(
  { world }: Place,
  { unit, id, assessmentId, at }: Fixed,
  verdicts: readonly Verdict[],
): Promise<void> {
  const requirements = [
    world.catalogue.requirements.first,
    world.catalogue.requirements.second,
    world.catalogue.requirements.third,
  ]
  for (const [place, verdict] of verdicts.entries()) {
    const requirement = { requirement_id: requirements[place], requirement_key: `nyckel-${place}` }
    await world.insert.plain('fixed_verdict', {
      assessment_id: assessmentId,
      ...requirement,
      ...placeOf(world, unit),
      verdict,
    })
    if (verdict !== 'notMet') continue
    await world.insert('finding', {
      f: {
        follow_up_id: id,
        ...placeOf(world, unit),
        ...requirement,
        severity: place === 0 ? 'acute' : 'serious',
        title: `Brist ${place}`,
        description: 'Saknas',
        state: place === 1 ? 'remedied' : place === 2 ? 'closed' : 'open',
        found_at: at,
      },
    })
  }
}
