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
  receiveRelease,
  reviewRecord,
  takeLocked,
} from '#modules/releases/public.ts'
import { openMatter } from '#modules/meetings/public.ts'
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

type Scene = { db: Db; registrar: Actor; boardId: string; prefix: string; asOf: string; about: Asked }
type Asked = { matterId: string; papers: string[]; title: string }

async function sceneOf(db: Db, given: DemoDay): Promise<Scene | undefined> {
  const registrar = await actorOf(db, given, 'registrar')
  const boardId = registrar.assignments.find((held) => held.role === 'registrar')?.boardId ?? ''
  const board = await db
    .selectFrom('board')
    .select('abbreviation')
    .where('id', '=', boardId)
    .executeTakeFirstOrThrow()
  const prefix = `${board.abbreviation} ${given.asOf.slice(2, 4)}`
  const about = await matterWithPaper(db, boardId)
  return about && { db, registrar, boardId, prefix, asOf: given.asOf, about }
}

/** The newest matter that holds a report of a follow-up: what people ask for. */
async function matterWithPaper(db: Db, boardId: string): Promise<Asked | undefined> {
  const rows = await db
    .selectFrom('record as r')
    .innerJoin('paper as p', (join) =>
      join.onRef('p.municipalityId', '=', 'r.municipalityId').onRef('p.id', '=', 'r.paperId'),
    )
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'r.municipalityId').onRef('m.id', '=', 'r.matterId'),
    )
    .select(['r.id', 'r.matterId', 'm.title'])
    .where('r.boardId', '=', boardId)
    .where('p.kind', '=', 'followUpReport')
    .orderBy('r.registeredAt', 'desc')
    .orderBy('r.id')
    .execute()
  const [first] = rows
  if (!first) return undefined
  const papers = rows.filter((row) => row.matterId === first.matterId).map((row) => row.id)
  return { matterId: first.matterId, papers, title: first.title }
}

const on = ({ db, registrar, asOf }: Scene, daysAgo: number, time = '10:00') => ({
  ...{ db, actor: registrar, commandId: uuidv7() },
  now: new Date(instant(addDays(asOf, -daysAgo), time)),
})

type Request = { number: number; daysAgo: number; wording: string; contact: string }

async function receive(scene: Scene, { number, daysAgo, wording, contact }: Request): Promise<string> {
  const { id } = await receiveRelease(on(scene, daysAgo, '08:40'), {
    ...{ boardId: scene.boardId, way: contact ? 'email' : 'visit', wording, contact },
    ...{ caseNumber: `${scene.prefix}/${number}`, receivedOn: addDays(scene.asOf, -daysAgo) },
    matterIds: [scene.about.matterId],
  })
  return id
}

const revisionOf = async ({ db }: Scene, id: string) => (await findRelease(db, id))?.revision ?? 0

const secret = {
  ...{ act: 'Offentlighets- och sekretesslagen', chapter: '31', section: '16' },
  reason: 'Uppgifterna rör utförarens affärsförhållanden, och utföraren kan lida skada om de röjs.',
  consultation: 'Utföraren hördes per telefon och står fast vid att uppgifterna ska skyddas.',
}

/** Everything in a matter: the paper of our own masked, the rest as it is. */
async function releasedMasked(scene: Scene): Promise<void> {
  const wording = `Alla rapporter i ärendet ”${scene.about.title}”.`
  const id = await receive(scene, { number: 301, daysAgo: 24, wording, contact: 'fragar@exempel.se' })
  const [paper = ''] = scene.about.papers
  await choose(scene, id, [paper], 23)
  await reviewRecord(on(scene, 23, '11:00'), { ...(await placed(scene, id, paper)), verdict: 'masked', ...secret })
  await maskRecord(on(scene, 23, '11:20'), {
    ...(await placed(scene, id, paper)),
    places: ['2.0', '3.0'],
    phrases: ['Enheten'],
  })
  await decideRelease(on(scene, 22), {
    ...{ releaseId: id, revision: await revisionOf(scene, id), delivery: 'email' },
    ...{ deliveredTo: 'fragar@exempel.se', fee: 'Ingen avgift: under tio sidor.' },
    reason: 'Rapporten lämnas ut med de uppgifter som omfattas av sekretess borttagna.',
  })
  const revision = await revisionOf(scene, id)
  await closeRelease(on(scene, 22, '13:00'), { releaseId: id, revision })
}

async function refused(scene: Scene): Promise<void> {
  const wording = 'Underlaget som utföraren har lämnat om sina rutiner och sin bemanning.'
  const id = await receive(scene, { number: 318, daysAgo: 12, wording, contact: '' })
  const records = await listRecordsToChoose(scene.db, id)
  const asked = records.find((row) => row.secrecyClaimed) ?? records.find((row) => row.direction === 'in')
  const recordId = asked?.recordId ?? records[0]?.recordId ?? ''
  await choose(scene, id, [recordId], 11)
  await reviewRecord(on(scene, 11, '14:00'), {
    ...(await placed(scene, id, recordId)),
    ...{ verdict: 'refused', ...secret },
  })
  await decideRelease(on(scene, 10), {
    ...{ releaseId: id, revision: await revisionOf(scene, id), delivery: 'pickedUp' },
    reason: 'Underlaget beskriver hur utföraren driver sin verksamhet och kan inte maskeras utan att bli tomt.',
  })
}

/** Received on the last working day before the demo's own. */
async function stillOpen(scene: Scene): Promise<void> {
  const wording = 'Handlingar om bemanning och brister i ärendet under det senaste året.'
  const id = await receive(scene, { number: 331, daysAgo: 2, wording, contact: 'nyhetsredaktion@exempel.se' })
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
