import { startReader } from '#platform/reader.ts'
import { personalNumber, type Door } from './door.ts'
import type { WordsRead } from './pdf-reading.ts'

/** `togetherMs`: for all files of one command, so that whoever hands in twenty holds nobody else up for long. */
export const pdfLimits = { memoryMb: 256, timeMs: 10_000, togetherMs: 20_000 }

type ReadingTask = { bytes: Uint8Array; memoryMb: number; timeMs: number }

let last: Promise<unknown> = Promise.resolve()

/**
 * Refuses a PDF whose words hold a personal number. Answers whether all its words could be read: pages that are pictures
 * have none, and a PDF that takes too long or breaks the reader is let in as one that was not read. One at a time.
 */
export async function refuseNumbersInWords(bytes: Buffer, door: Door, limits = pdfLimits): Promise<boolean> {
  const turn = last.then(() => {
    const timeMs = Math.min(limits.timeMs, door.readUntil - performance.now())
    return timeMs > 0 ? readWords({ bytes, memoryMb: limits.memoryMb, timeMs }) : unread
  })
  last = turn
  const { number, isWhole } = await turn
  if (number) throw personalNumber(door, number)
  return isWhole
}

const unread: WordsRead = { isWhole: false }

/** What ends before it has answered, in whatever way, was not read. */
async function readWords({ bytes, memoryMb, timeMs }: ReadingTask): Promise<WordsRead> {
  const reader = startReader<WordsRead>({
    ...{
      file: 'src/modules/files/pdf-words-worker.ts',
      name: 'pdf-words',
      data: { bytes },
      memoryMb,
      timeMs,
    },
    faultOf: (end, detail) => new Error(`${end} ${detail}`),
  })
  try {
    return await reader.next()
  } catch {
    return unread
  } finally {
    await reader.stop()
  }
}
