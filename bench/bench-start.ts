import { rm } from 'node:fs/promises'
import { freePort } from '#platform/ports.ts'
import { median } from './measure.ts'
import { startNode, stopProcess, temporaryFolder, untilAnswers } from './stage.ts'
import { milliseconds, type Outcome } from './table.ts'

const rounds = 3

/** From the command to the first page, when everything was there already; against Node with an empty server. */
export async function benchStart(): Promise<Outcome[]> {
  const dataDir = await temporaryFolder()
  const [port, barePort] = [await freePort('127.0.0.1'), await freePort('127.0.0.1')]
  const times = { ours: [] as number[], reference: [] as number[] }
  const env: Record<string, string> = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) }
  const start = () => startUp(['src/server/parent.ts'], env, `http://127.0.0.1:${port}/logga-in`)
  const startBare = () =>
    startUp(['bench/bare.ts'], { PORT: String(barePort) }, `http://127.0.0.1:${barePort}/ready`)
  try {
    await start()
    for (let round = 0; round < rounds; round += 1) {
      times.ours.push(await start())
      times.reference.push(await startBare())
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
  const [mine, theirs] = [median(times.ours), median(times.reference)]
  return [
    {
      what: 'second start to first page',
      ours: milliseconds(mine),
      reference: `${milliseconds(theirs)} empty server in Node`,
      ratio: mine / theirs,
      budget: '3 s',
      kept: mine < 3000,
    },
  ]
}

async function startUp(
  args: readonly string[],
  env: Record<string, string>,
  address: string,
): Promise<number> {
  const before = performance.now()
  const child = startNode(args, env)
  try {
    await untilAnswers(address, child)
    return performance.now() - before
  } finally {
    await stopProcess(child)
  }
}
