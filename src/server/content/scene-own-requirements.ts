import { scopeOf } from '#access/may.ts'
import {
  addRequirement,
  changeRequirement,
  findVersion,
  publishVersion,
  startDraft,
} from '#modules/catalogues/public.ts'
import { blankRequirement } from '#modules/catalogues/draft-rules.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Content, Stage } from './shapes-agreements.ts'

type Own = Content['requirements'][number]

const part = 'Avtalets egna krav'

/** Requirements that one agreement alone asks, written and published as the catalogue's are. */
export async function writeOwnRequirements(stage: Stage, own: Own): Promise<void> {
  const versionId = stage.id('ownRequirements', own.agreement)
  const { name, validFrom } = own
  const agreementId = stage.id('agreement', own.agreement)
  const day = own.decidedOn
  await startDraft(stage.at(day), { id: versionId, agreementId, name, validFrom })
  for (const row of own.rows) await writeOne(stage, { day, versionId, row, key: own.agreement })
  const version = await withScope(stage.db, scopeOf(stage.actor), (tx) => findVersion(tx, versionId))
  await publishVersion(stage.at(own.on), {
    versionId,
    revision: version?.revision ?? 0,
    name,
    validFrom,
    decidedBy: own.decidedBy,
    decidedOn: own.decidedOn,
    caseNumber: own.caseNumber,
    paragraph: '',
  })
}

type One = { day: string; versionId: string; row: Own['rows'][number]; key: string }

async function writeOne(stage: Stage, { day, versionId, row, key }: One): Promise<void> {
  const { code, title, levels, ...facts } = row
  const id = stage.id('requirement', `${key}/${code}`)
  const { revision } = await addRequirement(stage.at(day), { id, versionId, code, part, title })
  const { laws: _laws, methods: _methods, ...blank } = blankRequirement
  await changeRequirement(stage.at(day), {
    ...blank,
    ...facts,
    code,
    title,
    part,
    laws: ['LSS'],
    qualityAreas: ['sol/kunskapsbaserad'],
    levels: levels.map((text, at) => ({ level: at + 1, text })),
    requirementId: id,
    revision,
  })
}
