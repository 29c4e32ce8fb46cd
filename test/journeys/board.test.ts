import { afterAll, beforeAll, describe } from 'vitest'
import { calling } from './board-calling.ts'
import { deciding } from './board-deciding.ts'
import { returning } from './board-returning.ts'
import { startBoard, type BoardScene } from './board-scene.ts'

/**
 * The whole way of one matter through the board: written by two strategists at once, referred back twice, decided with
 * own wording and a reservation, adjusted, posted and sent out; and a meeting that is cancelled on the way.
 */
const scene = {} as BoardScene // the tests fill it, each for those after it

beforeAll(() => startBoard(scene))
afterAll(() => scene.close?.())

describe('a matter before the board', () => {
  calling(scene)
  returning(scene)
  deciding(scene)
})
