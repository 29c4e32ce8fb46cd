import { addDays, todayIn } from '#kernel/dates.ts'
import type { RecordKind } from '#modules/meetings/rules.ts'
import { movedDay } from './demo-clock.ts'
import type { Course, Scene } from './scene.ts'
import { instant, type Times } from './times.ts'

type NewRecord = { title: string; direction: 'out'; kind: RecordKind; sourceId: string; at: Date }

/** The matter of a follow-up, opened before anything is written in it, with its records in order. */
export function addMatter(scene: Scene, course: Course, times: Times): void {
  const { batch } = scene
  const { matter } = course.content
  if (!matter) return
  const id = batch.id('matter', matter)
  const { boardId } = course.place
  batch.add('matter', {
    id,
    boardId,
    caseNumber: matter,
    title: course.title,
    kind: 'followUp',
    openedOn: addDays(todayIn(times.createdAt), 1),
    closedOn: times.closedAt ? todayIn(times.closedAt) : null,
  })
  for (const [index, record] of recordsOf(scene, course, times).entries()) {
    const { at, ...rest } = record
    batch.add('record', {
      ...rest,
      id: batch.id('record', `${matter}/${index}`),
      matterId: id,
      boardId,
      number: index + 1,
      party: course.providerName,
      registeredAt: at,
      registeredBy: course.lead.id,
    })
  }
}

function recordsOf({ batch, demo }: Scene, { content, key, title }: Course, times: Times): NewRecord[] {
  const hearing = batch.id('hearing', key)
  const isSent =
    content.due >= movedDay(demo.asOf, '2025-01-01') && ['hearing', 'fixed', 'closed'].includes(content.state)
  const sent = isSent && [
    record(`Utkast för faktagranskning: ${title}`, 'hearing', hearing, instant(times.hearingSentOn, '10:15')),
  ]
  const fixed = times.fixedAt && [
    record(`Fastställd bedömning: ${title}`, 'assessment', batch.id('assessment', key), times.fixedAt),
  ]
  return [...(sent || []), ...(fixed || [])]
}

function record(title: string, kind: RecordKind, sourceId: string, at: Date): NewRecord {
  return { title, direction: 'out', kind, sourceId, at }
}
