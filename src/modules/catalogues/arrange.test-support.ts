import { uuidv7 } from '#kernel/ids.ts'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { World } from '#test/world.ts'
import { publishVersion, startDraft } from './commands-drafts.ts'
import { changeRequirement } from './commands-requirements.ts'
import { requirementFields, type RequirementFacts } from './draft-rules.ts'
import { findVersion, listWritten, type WrittenRequirement } from './queries-drafts.ts'

/** What the tests of drafts do again and again, as the strategist. */
export function drafts(world: World) {
  const { strategist } = world.people
  const read = <Result>(work: Parameters<typeof withScope<Result>>[2], actor: Actor = strategist) =>
    withScope(world.db, scopeOf(actor), work)
  const rows = (versionId: string) => read((tx) => listWritten(tx, versionId))
  const version = async (versionId: string) => {
    const found = await read((tx) => findVersion(tx, versionId))
    if (!found) throw new Error('no such version')
    return found
  }
  return {
    read,
    rows,
    version,
    async start(agreementId: string | null = null) {
      const draft = { id: uuidv7(), agreementId, name: 'Kravkatalog 2027', validFrom: '2027-01-01' }
      return (await startDraft(world.as(strategist), draft)).id
    },
    async byCode(versionId: string, code: string): Promise<WrittenRequirement> {
      const row = (await rows(versionId)).find((one) => one.code === code)
      if (!row) throw new Error(`no requirement ${code}`)
      return row
    },
    change(row: WrittenRequirement, patch: Partial<RequirementFacts>, actor: Actor = strategist) {
      return changeRequirement(world.as(actor), {
        ...inputOf({ ...row, ...patch }),
        requirementId: row.id,
        revision: row.revision,
      })
    },
    async publish(versionId: string, more: object = {}) {
      const { revision } = await version(versionId)
      return publishVersion(world.as(strategist), { ...decision, versionId, revision, ...more })
    },
  }
}

export const decision = {
  name: 'Kravkatalog 2027',
  validFrom: '2027-01-01',
  decidedBy: 'Omsorgsnämnden',
  decidedOn: '2026-11-19',
  caseNumber: 'OMS 26/045',
  paragraph: '112',
}

/** The facts of a row as a command takes them. */
export function inputOf(row: RequirementFacts) {
  const facts = Object.fromEntries(requirementFields.map((field) => [field, row[field]]))
  // Every field of the facts, and nothing else.
  return facts as unknown as Omit<RequirementFacts, 'laws' | 'methods'> & {
    laws: 'SoL'[]
    methods: 'visit'[]
  }
}
