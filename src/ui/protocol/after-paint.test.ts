import { expect, test } from 'vitest'
import { createAfterPaint } from './after-paint.ts'

/** A page whose pictures and timers come when the test says so. */
function makePage() {
  const frames: (() => void)[] = []
  const timers: { work: () => void; milliseconds: number }[] = []
  const painted = createAfterPaint({
    nextFrame: (work) => void frames.push(work),
    later: (work, milliseconds) => void timers.push({ work, milliseconds }),
  })
  const paint = () => frames.splice(0).forEach((work) => work())
  const pass = (milliseconds: number) =>
    timers
      .filter((timer) => timer.milliseconds <= milliseconds)
      .forEach((timer) => {
        timers.splice(timers.indexOf(timer), 1)
        timer.work()
      })
  return { painted, paint, pass }
}

test('what somebody chose is saved when it has been seen, and no sooner', () => {
  const { painted, paint, pass } = makePage()
  const done: string[] = []
  painted.run(() => done.push('saved'))
  pass(0)
  expect(done).toEqual([])
  paint()
  expect(done).toEqual([])
  pass(0)
  expect(done).toEqual(['saved'])
  pass(1000)
  expect(done).toEqual(['saved'])
})

test('in a page that is never painted it is saved all the same', () => {
  const { painted, pass } = makePage()
  const done: string[] = []
  painted.run(() => done.push('first'))
  painted.run(() => done.push('second'))
  pass(1000)
  expect(done).toEqual(['first', 'second'])
})

test('who leaves the page before the picture came has it saved at once, and once', () => {
  const { painted, paint, pass } = makePage()
  const done: string[] = []
  painted.run(() => done.push('saved'))
  painted.runAll()
  paint()
  pass(1000)
  expect(done).toEqual(['saved'])
})
