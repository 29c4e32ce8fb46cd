import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { listOf, reading, type Operation } from '#platform/web/api.ts'
import { hearingStates } from './hearing-rules.ts'
import { findAssessment, listResults, ResultFilter } from './queries-assessments.ts'
import { commentKinds, outcomes } from './rules.ts'
import { CountsShape, SnapshotShape } from './shapes.ts'
import { listUnitYears } from './unit-years.ts'
import { findDraft, openProviderView } from './views.ts'

const tag = 'Bedömning'
const followUpId = z.object({ followUpId: z.uuid() })
const hearingId = z.object({ hearingId: z.uuid() })

const CommentView = z.object({
  id: z.uuid(),
  rowId: z.uuid().nullable(),
  kind: z.enum(commentKinds),
  text: z.string(),
  fileId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  sentAt: z.string().nullable(),
  answer: z.string(),
  outcome: z.enum(outcomes).nullable(),
})

const HearingView = z.object({
  id: z.uuid(),
  followUpId: z.uuid(),
  state: z.enum(hearingStates),
  dueOn: z.string(),
  dueGround: z.string(),
  message: z.string(),
  extensionAskedUntil: z.string().nullable(),
  extensionAnswer: z.enum(['granted', 'refused']).nullable(),
  openedAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  snapshot: SnapshotShape,
  comments: z.array(CommentView),
  statement: z.string(),
})

const AssessmentView = z.object({
  id: z.uuid(),
  followUpId: z.uuid(),
  unitId: z.uuid(),
  version: z.number().int(),
  reason: z.string(),
  fixedAt: z.string(),
  sha256: z.string(),
  snapshot: SnapshotShape,
})

const ResultView = z.object({
  id: z.uuid(),
  followUpId: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  title: z.string(),
  version: z.number().int(),
  fixedAt: z.string(),
  counts: CountsShape,
  findings: z.number().int(),
})

/** What can be read: the draft (office), the hearing, fixed assessments. */
export const readingApi: readonly Operation[] = [
  reading({
    path: '/units/{unitId}/results-over-years',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en enhets resultat över åren / Show the results of a unit over the years',
    description:
      'Fixed assessments of the unit that you may see: counts by area and year, what was not met and what came of it.',
    params: z.object({ unitId: z.uuid() }),
    query: z.object({ years: z.coerce.number().int().min(1).max(10).default(4) }),
    answer: z.object({
      years: z.array(z.number().int()),
      areas: z.array(
        z.object({ area: z.string(), areaName: z.string(), year: z.number().int(), counts: CountsShape }),
      ),
      notMet: z.array(
        z.object({
          id: z.uuid(),
          year: z.number().int(),
          assessmentId: z.uuid(),
          areaName: z.string(),
          code: z.string(),
          title: z.string(),
          severity: z.enum(['minor', 'serious', 'acute']),
          state: z.string().nullable(),
          closedOn: z.string().nullable(),
          actions: z.number().int(),
          actionsDone: z.number().int(),
        }),
      ),
    }),
    run: async (tx, { unitId, years }) => {
      const thisYear = Number(todayIn(new Date()).slice(0, 4))
      const over = await listUnitYears(tx, unitId, { thisYear, years })
      return over.areas.length > 0 ? over : undefined
    },
  }),
  reading({
    path: '/follow-ups/{followUpId}/draft',
    tag,
    verb: 'protocol.read',
    summary: 'Visa utkastet / Show the draft',
    description: 'The draft as it would be sent today, with what stops it and its checksum.',
    params: followUpId,
    answer: z.object({
      sha256: z.string(),
      dueOn: z.string(),
      dueGround: z.string(),
      snapshot: SnapshotShape,
      checks: z.array(z.object({ code: z.string(), blocks: z.boolean(), rowId: z.uuid().nullable() })),
    }),
    run: async (tx, input, actor) => {
      const draft = await findDraft(tx, input.followUpId, { actor, now: new Date() })
      return (
        draft && {
          ...draft,
          checks: draft.checks.map(({ code, blocks, row }) => ({ code, blocks, rowId: row?.rowId ?? null })),
        }
      )
    },
  }),
  reading({
    path: '/hearings/{hearingId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en faktagranskning / Show a fact check',
    description: 'The draft as it was sent, with comments. The first reading by the provider is dated.',
    params: hearingId,
    answer: HearingView,
    run: async (tx, input, actor) => {
      const view = await openProviderView(tx, input.hearingId, { actor, now: new Date() })
      return view && { ...view.hearing, ...view }
    },
  }),
  reading({
    path: '/assessments',
    tag,
    verb: 'followUp.read',
    summary: 'Lista fastställda bedömningar / List fixed assessments',
    description: 'The newest version of every fixed assessment, newest first.',
    query: ResultFilter,
    answer: listOf('assessments', ResultView),
    run: async (tx, filter) => {
      const { results, total } = await listResults(tx, filter)
      return { assessments: results, total, ...filter }
    },
  }),
  reading({
    path: '/assessments/{assessmentId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en fastställd bedömning / Show a fixed assessment',
    description: 'One version, as it was frozen, with its checksum.',
    params: z.object({ assessmentId: z.uuid() }),
    answer: AssessmentView,
    run: (tx, input) => findAssessment(tx, input.assessmentId),
  }),
]
