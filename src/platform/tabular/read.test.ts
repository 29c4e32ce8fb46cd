import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { firstSheet, shown, textFile } from './fixtures/make.ts'
import { readWorkbook } from './read.ts'

const longList = textFile(
  `Kod;Namn;Ort\n${Array.from({ length: 30_000 }, (_, at) => `${at};Enhet ${at};By`).join('\n')}`,
)

test('others are served while a person reads in a long list', async () => {
  let turns = 0
  let isReading = true
  const reading = readWorkbook(longList).finally(() => {
    isReading = false
  })
  while (isReading) {
    await nextTurn()
    turns += 1
  }
  expect(firstSheet(await reading).rows).toHaveLength(30_001)
  expect(turns).toBeGreaterThan(50)
})

test('two people read in their lists at once, and the fault of one is not the other’s', async () => {
  const [first, second, third] = await Promise.allSettled([
    readWorkbook(textFile('A;B\n1;2')),
    readWorkbook(textFile('A;B\n"1;2')),
    readWorkbook(textFile('C;D\n3;4')),
  ])
  expect(first.status === 'fulfilled' && shown(firstSheet(first.value))[1]).toEqual(['1', '2'])
  expect(second.status).toBe('rejected')
  expect(third.status === 'fulfilled' && shown(firstSheet(third.value))[1]).toEqual(['3', '4'])
})

test('the file of a person is left as it was', async () => {
  const file = textFile('A;B\n1;2')
  await readWorkbook(file)
  expect(file.bytes.byteLength).toBe(7)
})
