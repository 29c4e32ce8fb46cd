import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { dayInHistory } from '#platform/shapes.ts'
import { listOf, reading, type Operation } from '#platform/web/api.ts'
import { cataloguesDraftApi } from './api-drafts.ts'
import { findLastAssessed, findNextPlanned } from './queries-times.ts'
import { CatalogueVersionView, RequirementFilter, RequirementView } from './contract.ts'
import {
  chosenVersion,
  findRequirement,
  listCatalogueVersions,
  listLawOn,
  listRequirements,
  listWordings,
} from './queries.ts'

const tag = 'Catalogues'
const Law = z.object({
  key: z.string(),
  act: z.string(),
  section: z.string(),
  summary: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  verified: z.boolean(),
})
const Wording = z.object({ id: z.uuid(), number: z.number().int(), title: z.string(), text: z.string() })

export const cataloguesApi: readonly Operation[] = [
  reading({
    path: '/catalogue-versions',
    tag,
    verb: 'unit.read',
    summary: 'Lista kravkatalogens versioner / List the versions of the catalogue',
    description: 'The newest first. Drafts are seen by the office.',
    answer: z.object({ catalogueVersions: z.array(CatalogueVersionView) }),
    run: async (tx) => ({ catalogueVersions: await listCatalogueVersions(tx) }),
  }),
  reading({
    path: '/requirements',
    tag,
    verb: 'unit.read',
    summary: 'Lista krav / List requirements',
    description:
      'The requirements of one version, in its order. Without `version`: the one that holds today.',
    query: RequirementFilter,
    answer: listOf('requirements', RequirementView),
    run: async (tx, filter) => {
      const version = chosenVersion(await listCatalogueVersions(tx), filter.version, todayIn(new Date()))
      if (!version) return undefined
      return { ...(await listRequirements(tx, version.id, filter)), page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/requirements/{requirementId}',
    tag,
    verb: 'unit.read',
    summary: 'Visa ett krav / Show a requirement',
    description:
      'The requirement with its levels, the law as worded on `day`, its wordings in other versions, and when it was last judged and is next taken up.',
    params: z.object({ requirementId: z.uuid() }),
    query: z.object({ day: dayInHistory.optional() }),
    answer: RequirementView.extend({
      guidance: z.string(),
      questions: z.array(z.string()),
      evidence: z.string(),
      methods: z.array(z.string()),
      levels: z.array(z.object({ level: z.number().int(), text: z.string() })),
      law: z.array(Law),
      wordings: z.array(Wording),
      lastAssessed: z
        .object({ followUpId: z.uuid(), fixedAt: z.string(), times: z.number().int() })
        .nullable(),
      nextPlanned: z.object({ followUpId: z.uuid(), dueOn: z.string(), times: z.number().int() }).nullable(),
    }),
    run: async (tx, { requirementId, day }) => {
      const requirement = await findRequirement(tx, requirementId)
      if (!requirement) return undefined
      const law = await listLawOn(tx, requirement.lawKeys, day ?? todayIn(new Date()))
      const lastAssessed = (await findLastAssessed(tx, requirement.key)) ?? null
      const nextPlanned = (await findNextPlanned(tx, requirement, todayIn(new Date()))) ?? null
      const wordings = await listWordings(tx, requirement.key)
      return { ...requirement, law, wordings, lastAssessed, nextPlanned }
    },
  }),
  ...cataloguesDraftApi,
]
