import { afterAll, beforeAll, describe } from 'vitest'
import { answering } from './heart-answering.ts'
import { correcting } from './heart-correcting.ts'
import { assessing } from './heart-assessing.ts'
import { mending } from './heart-mending.ts'
import { preparing } from './heart-preparing.ts'
import type { Scene } from './scene.ts'
import { startSite } from './site.ts'

/**
 * The whole way of one follow-up, from the morning it is due to the verified action, in the order it happens:
 * the reviewer and a colleague in the office, and the manager of the private provider that runs the home.
 */
const scene = {} as Scene // the tests fill it, each for those after it

beforeAll(async () => {
  scene.site = await startSite()
})
afterAll(() => scene.site?.close())

describe('a follow-up of a group home', () => {
  preparing(scene)
  assessing(scene)
  answering(scene)
  mending(scene)
  correcting(scene)
})
