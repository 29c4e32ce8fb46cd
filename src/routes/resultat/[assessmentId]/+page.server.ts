import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'
import { isUuid } from '#kernel/ids.ts'
import { findAssessment, listVersions } from '#modules/assessments/public.ts'
import { ask } from '#platform/web/ask.ts'
import { problemText } from '#texts/sv/problems.ts'

export const load: PageServerLoad = async ({ locals, params }) => {
  const shown = isUuid(params.assessmentId)
    ? await ask(locals, async (tx) => {
        const assessment = await findAssessment(tx, params.assessmentId)
        return assessment && { assessment, versions: await listVersions(tx, assessment.followUpId) }
      })
    : undefined
  if (!shown) error(404, { message: problemText('notFound'), code: 'notFound' })
  return {
    assessment: shown.assessment,
    earlier: shown.versions.find((one) => one.version === shown.assessment.version - 1),
    versions: shown.versions.map(({ id, version, fixedAt }) => ({ id, version, fixedAt })),
    isOperator: locals.actor?.side === 'operator',
  }
}
