import type { PageServerLoad } from './$types'
import { findAssessment, listVersions } from '#modules/assessments/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { assessment, versions } = await ask(locals, async (tx) => {
    const assessment = found(await findAssessment(tx, idFrom(params.assessmentId)))
    return { assessment, versions: await listVersions(tx, assessment.followUpId) }
  })
  return {
    assessment,
    earlier: versions.find((one) => one.version === assessment.version - 1),
    versions: versions.map(({ id, version, fixedAt }) => ({ id, version, fixedAt })),
    isOperator: locals.actor?.side === 'operator',
  }
}
