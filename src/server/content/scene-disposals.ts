import type { Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  approveDisposal,
  placeHold,
  proposeDisposal,
  setDisposalRule,
  workDisposals,
} from '#modules/disposals/public.ts'
import { listMunicipalities } from '#modules/duties/public.ts'
import type { Kind } from '#modules/disposals/rules.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { instant } from './times.ts'

type Scene = { db: Db; given: DemoDay; registrar: Actor; director: Actor; boardId: string }

/**
 * One board's rules of disposal; one disposal that two people agreed on and that has its certificate; and one that waits
 * for the second person. By the same commands as they use.
 */
export async function disposeOfWhatIsOld(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const registrar = await actorOf(db, given, 'registrar')
    const director = await actorOf(db, given, 'director')
    const boardId = registrar.assignments.find((held) => held.role === 'registrar')?.boardId ?? ''
    const scene = { db, given, registrar, director, boardId }
    await decideRules(scene)
    const { id } = await propose(scene, 'protocolNotes', 12)
    await approveDisposal(on(scene, director, 11), { disposalId: id, revision: 1 })
    const [own] = (await listMunicipalities(db)).filter((one) => one.id === given.municipalityId)
    if (own) await workDisposals(db, own, at(scene, 11))
    await keepTheOldest(scene)
    await propose(scene, 'evidence', 2)
  } finally {
    await db.destroy()
  }
}

const years: Partial<Record<Kind, number>> = { protocolNotes: 4, evidence: 4, handIn: 5, notice: 1, mail: 1 }

async function decideRules(scene: Scene): Promise<void> {
  for (const [kind, after] of Object.entries(years))
    await setDisposalRule(on(scene, scene.registrar, 200), {
      // The keys of the table just above.
      ...{ boardId: scene.boardId, kind: kind as Kind, action: 'dispose', years: after },
      ...{ ground: 'Informationshanteringsplanen, avsnitt 4', decidedBy: 'Nämnden' },
      ...{ decidedOn: addDays(scene.given.asOf, -210), reference: '§ 41' },
    })
}

/** The oldest matter is still argued about in court: the list shows it as held back. */
async function keepTheOldest(scene: Scene): Promise<void> {
  const matter = await scene.db
    .selectFrom('matter')
    .select('id')
    .where('boardId', '=', scene.boardId)
    .where('kind', '=', 'followUp')
    .orderBy('openedOn')
    .orderBy('id')
    .executeTakeFirst()
  if (!matter) return
  await placeHold(on(scene, scene.registrar, 5), {
    ...{ boardId: scene.boardId, matterId: matter.id, ground: 'appeal' },
    reason: 'Utföraren har överklagat ett vite som bygger på uppföljningen.',
  })
}

function propose(scene: Scene, kind: Kind, daysAgo: number) {
  return proposeDisposal(on(scene, scene.registrar, daysAgo), {
    ...{ boardId: scene.boardId, kind, backupDays: 35 },
    note: 'Listan är jämförd med informationshanteringsplanen.',
  })
}

const at = ({ given }: Scene, daysAgo: number) => new Date(instant(addDays(given.asOf, -daysAgo), '10:00'))

function on(scene: Scene, actor: Actor, daysAgo: number) {
  const now = at(scene, daysAgo)
  return { db: scene.db, actor, now, commandId: uuidv7(now.getTime()) }
}
