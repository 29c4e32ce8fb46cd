import type { Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  chooseRecords,
  closeRelease,
  decideRelease,
  findRelease,
  findReview,
  listRecordsToChoose,
  maskRecord,
  paperOfRecord,
  placesOf,
  receiveRelease,
  reviewRecord,
  takeLocked,
} from '#modules/releases/public.ts'
import { openMatter, registerRecord } from '#modules/meetings/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { instant } from './times.ts'

/**
 * Three requests for records (one released with a paper masked, one refused, one still open) and one record under lock,
 * by the same commands as a registrar uses.
 */
export async function askForRecords(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const scene = await sceneOf(db, given)
    if (!scene) return
    await releasedMasked(scene)
    await refused(scene)
    await stillOpen(scene)
    await lockedAway(scene)
  } finally {
    await db.destroy()
  }
}

type Scene = {
  db: Db
  registrar: Actor
  boardId: string
  prefix: string
  asOf: string
  report: Asked
  incoming: Asked & { party: string }
}
type Asked = { matterId: string; recordId: string; title: string }

async function sceneOf(db: Db, given: DemoDay): Promise<Scene | undefined> {
  const registrar = await actorOf(db, given, 'registrar')
  const boardId = registrar.assignments.find((held) => held.role === 'registrar')?.boardId ?? ''
  const board = await db
    .selectFrom('board')
    .select('abbreviation')
    .where('id', '=', boardId)
    .executeTakeFirstOrThrow()
  const prefix = `${board.abbreviation} ${given.asOf.slice(2, 4)}`
  const before = new Date(instant(addDays(given.asOf, -30), '08:00'))
  const [report, incoming] = [await frozenReport(db, boardId, before), await heardIn(db, boardId, before)]
  return report && incoming && { db, registrar, boardId, prefix, asOf: given.asOf, report, incoming }
}

function records(db: Db, boardId: string, before: Date) {
  return db
    .selectFrom('record as r')
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'r.municipalityId').onRef('m.id', '=', 'r.matterId'),
    )
    .select(['r.id as recordId', 'r.matterId', 'm.title'])
    .where('r.boardId', '=', boardId)
    .where('r.registeredAt', '<', before)
}

/** The newest report over a period, which names several providers. */
function frozenReport(db: Db, boardId: string, before: Date): Promise<Asked | undefined> {
  return records(db, boardId, before)
    .innerJoin('paper as p', (join) =>
      join.onRef('p.municipalityId', '=', 'r.municipalityId').onRef('p.id', '=', 'r.paperId'),
    )
    .where('p.kind', '=', 'periodReport')
    .orderBy('r.registeredAt', 'desc')
    .orderBy('r.id')
    .executeTakeFirst()
}

/** A matter that is still worked in, where a provider has been heard. */
function heardIn(db: Db, boardId: string, before: Date): Promise<(Asked & { party: string }) | undefined> {
  return records(db, boardId, before)
    .select('r.party')
    .where('r.kind', '=', 'hearing')
    .where('m.closedOn', 'is', null)
    .orderBy('r.registeredAt', 'desc')
    .orderBy('r.id')
    .executeTakeFirst()
}

/** What the provider handed in there, with a plea that it be kept secret. */
async function handIn(scene: Scene): Promise<string> {
  const text = 'Påhittad bemanningsplan i demokommunen. Inga riktiga uppgifter.\n'
  const { matterId, party } = scene.incoming
  const { id } = await registerRecord(on(scene, 27), {
    ...{ matterId, party, title: 'Bemanningsplan och rutiner', direction: 'in', secrecyClaimed: true },
    file: { name: 'bemanningsplan.txt', bytes: new Uint8Array(Buffer.from(text)) },
  })
  return id
}

const on = ({ db, registrar, asOf }: Scene, daysAgo: number, time = '10:00') => ({
  ...{ db, actor: registrar, commandId: uuidv7() },
  now: new Date(instant(addDays(asOf, -daysAgo), time)),
})

type Request = { number: number; daysAgo: number; wording: string; contact: string; matterId: string }

async function receive(scene: Scene, request: Request): Promise<string> {
  const { number, daysAgo, wording, contact, matterId } = request
  const { id } = await receiveRelease(on(scene, daysAgo, '08:40'), {
    ...{ boardId: scene.boardId, way: contact ? 'email' : 'visit', wording, contact },
    ...{ caseNumber: `${scene.prefix}/${number}`, receivedOn: addDays(scene.asOf, -daysAgo) },
    matterIds: [matterId],
  })
  return id
}

const revisionOf = async ({ db }: Scene, id: string) => (await findRelease(db, id))?.revision ?? 0

const secret = {
  ...{ act: 'Offentlighets- och sekretesslagen', chapter: '31', section: '16' },
  reason: 'Uppgifterna rör utförarens affärsförhållanden, och utföraren kan lida skada om de röjs.',
  consultation: 'Utföraren hördes per telefon och står fast vid att uppgifterna ska skyddas.',
}

/** A report of our own, with the names of some private providers' units masked. */
async function releasedMasked(scene: Scene): Promise<void> {
  const { matterId, recordId, title } = scene.report
  const wording = `Rapporten ”${title}”.`
  const asked = { number: 301, daysAgo: 24, wording, contact: 'fragar@exempel.se', matterId }
  const id = await receive(scene, asked)
  await choose(scene, id, [recordId], 23)
  await reviewRecord(on(scene, 23, '11:00'), {
    ...(await placed(scene, id, recordId)),
    ...{ verdict: 'masked', ...secret },
  })
  await maskRecord(on(scene, 23, '11:20'), {
    ...(await placed(scene, id, recordId)),
    phrases: await namesIn(scene, id, recordId),
  })
  await decideRelease(on(scene, 23, '14:00'), {
    ...{ releaseId: id, revision: await revisionOf(scene, id), delivery: 'email' },
    ...{ deliveredTo: 'fragar@exempel.se', fee: 'Ingen avgift: under tio sidor.' },
    reason: 'Rapporten lämnas ut med de uppgifter som omfattas av sekretess borttagna.',
  })
  const revision = await revisionOf(scene, id)
  await closeRelease(on(scene, 23, '15:00'), { releaseId: id, revision })
}

/** The names of units of private providers that the report tells of. */
async function namesIn({ db, registrar }: Scene, releaseId: string, recordId: string): Promise<string[]> {
  const review = await findReview(db, releaseId, recordId)
  const paper = review && (await paperOfRecord(db, review, registrar))
  const words = paper ? placesOf(paper).map((place) => place.text) : []
  const units = await db
    .selectFrom('unitState as u')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'u.municipalityId').onRef('p.id', '=', 'u.providerId'),
    )
    .select('u.name')
    .distinct()
    .where('p.kind', '=', 'private')
    .orderBy('u.name')
    .execute()
  const names = units.map((one) => one.name).filter((name) => words.some((text) => text.includes(name)))
  return names.length > 0 ? names.slice(0, 4) : ['kronor']
}

async function refused(scene: Scene): Promise<void> {
  const { matterId } = scene.incoming
  const recordId = await handIn(scene)
  const wording = 'Underlaget som utföraren har lämnat om sina rutiner och sin bemanning.'
  const id = await receive(scene, { number: 318, daysAgo: 12, wording, contact: '', matterId })
  await choose(scene, id, [recordId], 11)
  await reviewRecord(on(scene, 11, '14:00'), {
    ...(await placed(scene, id, recordId)),
    ...{ verdict: 'refused', ...secret },
  })
  await decideRelease(on(scene, 10), {
    ...{ releaseId: id, revision: await revisionOf(scene, id), delivery: 'pickedUp' },
    reason:
      'Underlaget beskriver hur utföraren driver sin verksamhet och kan inte maskeras utan att bli tomt.',
  })
}

/** Received on the last working day before the demo's own. */
async function stillOpen(scene: Scene): Promise<void> {
  const wording = 'Handlingar om bemanning och brister i ärendet under det senaste året.'
  const contact = 'nyhetsredaktion@exempel.se'
  const { matterId } = scene.incoming
  const id = await receive(scene, { number: 331, daysAgo: 2, wording, contact, matterId })
  const records = await listRecordsToChoose(scene.db, id)
  const chosen = records.slice(0, 3).map((row) => row.recordId)
  await choose(scene, id, chosen, 2)
  const [first = ''] = chosen
  await reviewRecord(on(scene, 2, '15:00'), { ...(await placed(scene, id, first)), verdict: 'whole' })
}

async function lockedAway(scene: Scene): Promise<void> {
  const request = on(scene, 30, '09:15')
  const openedOn = addDays(scene.asOf, -30)
  const matter = await openMatter(on(scene, 30, '09:00'), {
    ...{ boardId: scene.boardId, caseNumber: `${scene.prefix}/290`, openedOn, kind: 'agreement' },
    title: 'Avtal med enskild firma om ledsagning',
  })
  await takeLocked(request, {
    ...{ matterId: matter.id, title: 'Undertecknat avtal med enskild firma', receivedOn: openedOn },
    ground: 'Firmans organisationsnummer är ett personnummer och avtalet måste sparas som det är.',
    file: {
      name: 'avtal.txt',
      bytes: new Uint8Array(Buffer.from('Påhittat avtal i demokommunen. Inga riktiga uppgifter.\n')),
    },
  })
}

async function choose(scene: Scene, releaseId: string, recordIds: string[], daysAgo: number): Promise<void> {
  const revision = await revisionOf(scene, releaseId)
  await chooseRecords(on(scene, daysAgo, '09:30'), { releaseId, revision, recordIds })
}

async function placed({ db }: Scene, releaseId: string, recordId: string) {
  const review = await findReview(db, releaseId, recordId)
  return { releaseId, recordId, revision: review?.revision ?? 0 }
}
