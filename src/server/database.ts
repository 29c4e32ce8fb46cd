import { setTimeout as sleep } from 'node:timers/promises'
import { prepareDatabase, type DatabaseAddresses } from '#platform/db/embedded-database.ts'
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded.ts'

const DATABASE = 'uppsikt'
const LONGEST_WAIT_MS = 30_000

export type KeptDatabase = {
  /** The addresses now; the port of an embedded server may change when it is started again. */
  readonly addresses: () => DatabaseAddresses
  /** Tells databases apart in the notes of the data folder, without any password. */
  readonly name: string
  stop(): Promise<void>
}

type Prepared = { readonly server: EmbeddedServer; readonly addresses: DatabaseAddresses }

/** The operator's server when DATABASE_URL names one, otherwise the embedded one, kept up. */
export async function openDatabase(dataDir: string, onMoved: () => void): Promise<KeptDatabase> {
  const given = process.env['DATABASE_URL']
  if (!given) return keepEmbedded(dataDir, onMoved)
  const addresses = { appUrl: given, adminUrl: process.env['MIGRATION_DATABASE_URL'] ?? given }
  const { host, pathname } = new URL(given)
  return { addresses: () => addresses, name: `${host}${pathname}`, stop: async () => undefined }
}

async function keepEmbedded(dataDir: string, onMoved: () => void): Promise<KeptDatabase> {
  const stopping = new AbortController()
  let now = await startPrepared(dataDir)
  const watching = (async () => {
    for (;;) {
      await now.server.exited
      if (stopping.signal.aborted) return
      console.error('Databasen avslutades oväntat och startas igen.')
      const next = await startAgain(dataDir, stopping.signal)
      if (!next) return
      const moved = next.server.port !== now.server.port
      now = next
      if (moved) onMoved()
    }
  })()
  return {
    addresses: () => now.addresses,
    name: 'embedded',
    async stop() {
      stopping.abort()
      await now.server.stop()
      await watching
    },
  }
}

/** A full disk, for example, may keep the database down for long: it is tried until it works or we stop. */
async function startAgain(dataDir: string, stopping: AbortSignal): Promise<Prepared | undefined> {
  for (let wait = 500; !stopping.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const next = await startPrepared(dataDir)
      if (!stopping.aborted) return next
      await next.server.stop()
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      await sleep(wait, undefined, { signal: stopping }).catch(() => undefined)
    }
  }
  return undefined
}

async function startPrepared(dataDir: string): Promise<Prepared> {
  const server = await startEmbedded({ dataDir })
  return { server, addresses: await prepareDatabase(server, DATABASE) }
}
