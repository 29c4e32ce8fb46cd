import type { Db } from '#platform/db/pool.ts'

export type AuditEntry = {
  municipalityId: string
  accountId: string | null
  verb: string
  targetId?: string | null
  boardId?: string | null
  unitId?: string | null
  commandId?: string | null
  outcome: 'done' | 'denied' | 'read'
  detail?: Record<string, unknown>
  at: Date
}

/** Writes one row of the chain; the database numbers and hashes it (migrations/0001). Never content, only references. */
export async function writeAudit(tx: Db, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      municipalityId: entry.municipalityId,
      seq: 0,
      at: entry.at,
      accountId: entry.accountId,
      verb: entry.verb,
      targetId: entry.targetId ?? null,
      boardId: entry.boardId ?? null,
      unitId: entry.unitId ?? null,
      commandId: entry.commandId ?? null,
      outcome: entry.outcome,
      detail: JSON.stringify(entry.detail ?? {}),
      previousHash: Buffer.alloc(0),
      hash: Buffer.alloc(0),
    })
    .execute()
}
