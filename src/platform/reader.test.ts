import { expect, test } from 'vitest'
import { startReader } from './reader.ts'

const task = {
  file: 'src/platform/reader-ended.test-support-worker.ts',
  name: 'ended',
  data: {},
  memoryMb: 100,
  timeMs: 30_000,
  faultOf: (end: 'full' | 'slow') => new Error(end),
}

test('a file that ends the process it is read in is refused as too much, and the server goes on', async () => {
  const reader = startReader(task)
  await expect(reader.next()).rejects.toThrow('full')
  await expect(reader.next()).rejects.toThrow('full')
  await reader.stop()
})
