import { startThread } from '#platform/thread.ts'
import type { WordsRead } from './pdf-reading.ts'
import type { ReadingTask } from './pdf-words.ts'

process.on('message', async (task: ReadingTask) => {
  process.send?.(await read(task))
})
/** Whoever asked is gone. */
process.on('disconnect', () => process.exit())

async function read({ bytes, memoryMb, timeMs }: ReadingTask): Promise<WordsRead> {
  const thread = startThread<WordsRead>({
    file: 'src/modules/files/pdf-words-worker.ts',
    name: 'pdf-words',
    data: { bytes },
    memoryMb,
    timeMs,
    faultOf: (end, detail) => new Error(`${end} ${detail}`),
  })
  return thread.next().catch(() => ({ isWhole: false }))
}
