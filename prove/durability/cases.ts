import { rm } from 'node:fs/promises'
import { tableText } from '../support/table.ts'
import type { Line } from './case.ts'
import { clockCase, clockEnv } from './case-clock.ts'
import { diskCase, smallDisk } from './case-disk.ts'
import { parentCase, restartCase } from './case-restart.ts'
import { slowCase } from './case-slow.ts'
import { twoCase } from './case-two.ts'
import { withService, type Say } from './service.ts'

export type Asked = { readonly seed: number; readonly say: Say }

/** What else happens to a service than that a process dies, by the word of `--only`. */
export const cases: Readonly<Record<string, (asked: Asked) => Promise<readonly Line[] | undefined>>> = {
  restart: (asked) => withService(asked, restartCase),
  parent: (asked) => withService(asked, parentCase),
  slow: (asked) => withService(asked, slowCase),
  clock: (asked) =>
    withService({ ...asked, env: clockEnv }, clockCase).finally(() =>
      rm(clockEnv.CLOCK_SHIFT_FILE, { force: true }),
    ),
  two: (asked) => withService(asked, twoCase),
  disk: onSmallDisk,
}

/** One that cannot be tried here is said not to have been: it counts as not proven. */
export async function proveCase(name: string, asked: Asked): Promise<boolean> {
  const lines = await cases[name]?.(asked)
  if (!lines) asked.say(`NOT RUN: ${name}. It needs root, to make a small file system.`)
  if (!lines) return false
  const rows = lines.map(({ what, expected, got, held }) => [name, what, expected, got, held ? 'yes' : 'NO'])
  asked.say(tableText(['case', 'what', 'expected', 'got', 'held'], rows))
  return lines.every(({ held }) => held)
}

async function onSmallDisk(asked: Asked): Promise<readonly Line[] | undefined> {
  const disk = await smallDisk()
  if (!disk) return undefined
  try {
    return await withService({ ...asked, inside: disk.at }, diskCase)
  } finally {
    await disk.remove()
  }
}
