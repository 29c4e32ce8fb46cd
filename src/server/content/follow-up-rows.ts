import type { Batch } from './batch.ts'
import type { DemoContent } from './read-demo.ts'

export function addFollowUps(_batch: Batch, _demo: DemoContent): void {}
