import { createHash } from 'node:crypto'
import { canonical, type AssessmentSnapshot } from './rules.ts'

/** What the frozen judgement is known by: SHA-256 of its canonical JSON. Anybody can compute it again. */
export function checksumOf(snapshot: AssessmentSnapshot): Buffer {
  return createHash('sha256').update(canonical(snapshot)).digest()
}
