import { scopeOf } from '#access/may.ts'
import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  createAgreement,
  createWork,
  exceptPlan,
  exceptRequirement,
  explainDifferences,
  fixPlan,
  listDifferences,
  mirrorAgreement,
  recordCare,
  savePlan,
  writeNote,
} from '#modules/agreements/public.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { movedDay } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { demoNamespace } from './load-demo.ts'
import { makeBatch } from './batch.ts'
import { readDemoFile } from './read-demo.ts'
import { writeOwnRequirements } from './scene-own-requirements.ts'
import { agreementsWorkFile, type Content, type Stage } from './shapes-agreements.ts'
import { instant } from './times.ts'

/**
 * Works with a few of the demo's agreements by the same commands as a contract manager: plans, requirements of their
 * own, an internal agreement written after an external one, the order of what is left, and what was learnt.
 */
export async function workWithAgreements(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const actor = await actorOf(db, given, 'strategist')
    const { id } = makeBatch(demoNamespace)
    const at = (day: string) => ({ db, actor, now: new Date(instant(day, '10:00')), commandId: uuidv7() })
    await play(
      { db, actor, at, id, today: given.asOf, day: (told) => movedDay(given.asOf, told) },
      await readDemoFile(given.asOf, 'agreements-work.yaml', agreementsWorkFile),
    )
  } finally {
    await db.destroy()
  }
}

async function play(stage: Stage, content: Content): Promise<void> {
  await writePlans(stage, content)
  for (const own of content.requirements) await writeOwnRequirements(stage, own)
  await writeMirror(stage, content.mirror)
  for (const { board, area, owner, due, agreement, ...work } of content.work)
    await createWork(stage.at(stage.day('2026-10-12')), {
      ...work,
      id: stage.id('agreementWork', work.title),
      boardId: stage.id('board', board),
      serviceAreaId: stage.id('serviceArea', area),
      ownerId: stage.id('account', owner),
      dueOn: due,
      agreementId: agreement ? stage.id('agreement', agreement) : null,
    })
  for (const { agreement, unit, ...care } of content.care)
    await recordCare(stage.at(stage.day('2026-01-12')), {
      ...care,
      agreementId: stage.id('agreement', agreement),
      unitId: stage.id('unit', unit),
    })
  await reviewTerms(stage, content)
  for (const { agreement, on, requirement, ...note } of content.notes)
    await writeNote(stage.at(on), {
      ...note,
      agreementId: stage.id('agreement', agreement),
      requirementKey: requirement,
      notedOn: on,
    })
}

async function writePlans(stage: Stage, content: Content): Promise<void> {
  for (const { agreement, on, occasion, rows, note } of content.plans) {
    const agreementId = stage.id('agreement', agreement)
    const draft = { agreementId, occasion, rows, note, revision: 0 }
    const { revision } = await savePlan(stage.at(on), draft)
    await fixPlan(stage.at(on), { agreementId, revision })
  }
  const { on, agreements, rows } = content.usualPlan
  for (const key of agreements) {
    const agreementId = stage.id('agreement', key)
    const draft = { agreementId, occasion: 'changed' as const, rows, note: '', revision: 0 }
    const { revision } = await savePlan(stage.at(on), draft)
    await fixPlan(stage.at(on), { agreementId, revision })
  }
  for (const { agreement, on, occasion, reason } of content.exceptions)
    await exceptPlan(stage.at(on), { agreementId: stage.id('agreement', agreement), occasion, reason })
}

/** Terms of choice systems are due every March: they were gone through in the years that are remembered. */
async function reviewTerms(stage: Stage, { termsReviews }: Content): Promise<void> {
  const year = Number(stage.today.slice(0, 4))
  const days = [year - 2, year - 1, year].map((one) => workingDayOnOrAfter(`${one}-03-17`))
  for (const notedOn of days.filter((day) => day < stage.today))
    for (const { agreement, text } of termsReviews)
      await writeNote(stage.at(notedOn), {
        ...{
          agreementId: stage.id('agreement', agreement),
          kind: 'review',
          requirementKey: null,
          text,
          notedOn,
        },
      })
}

/** A draft that follows an external agreement: what differs has its reason, and one row is left to write. */
async function writeMirror(stage: Stage, mirror: Content['mirror']): Promise<void> {
  const id = stage.id('agreement', mirror.agreement)
  const { title, caseNumber, begins, on } = mirror
  const written = { id, title, caseNumber, status: 'drafted' as const, kind: 'internal' as const }
  await createAgreement(stage.at(on), {
    ...written,
    catalogueVersionId: stage.id('catalogueVersion', '2'),
    boardId: stage.id('board', mirror.board),
    providerId: stage.id('provider', mirror.provider),
    units: mirror.units.map((code) => stage.id('unit', code)),
    from: begins,
    to: mirror.ends,
    procurementForm: 'none',
    managedBy: 'Avtalsförvaltare',
    providerContact: 'Verksamhetschef funktionsstöd',
  })
  await mirrorAgreement(stage.at(on), {
    agreementId: id,
    mirrorsId: stage.id('agreement', mirror.from),
    copy: false,
  })
  for (const { requirement: requirementKey, reason } of mirror.excepted)
    await exceptRequirement(stage.at(on), { agreementId: id, requirementKey, from: begins, reason })
  const found = await withScope(stage.db, scopeOf(stage.actor), (tx) => listDifferences(tx, id, begins))
  const rows = mirror.reasons.flatMap(({ code, reason }) => {
    const row = found?.rows.find((one) => one.code === code)
    return row ? [{ requirementKey: row.key, reason }] : []
  })
  await explainDifferences(stage.at(on), { agreementId: id, rows })
}
