import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { endProcess, findProcess, isAlive, launchers, type ProcessMark } from '#platform/processes.ts'
import { tryPort } from '#platform/ports.ts'
import { endLeftover } from './keep-up.ts'

type ParentNote = { readonly self: ProcessMark; readonly launchers: readonly ProcessMark[] }

const PARENT_NOTE = 'parent.json'
const PARENT_TIME_TO_END_MS = 60_000

/** The mark files of the programs that the parent keeps up. */
export const markFiles = (dataDir: string) => ({
  web: path.join(dataDir, 'web.json'),
  worker: path.join(dataDir, 'worker.json'),
})

/**
 * Only one parent per data folder. One whose npm or shell was killed is nobody's any more: it is asked to stop.
 * Programs left by a parent that was killed itself are ended; the database is taken over as it is.
 */
export async function takeOver(dataDir: string): Promise<void> {
  const note = readNote(path.join(dataDir, PARENT_NOTE))
  if (note && isAlive(note.self)) {
    if (note.launchers.every(isAlive)) throw new Error(alreadyRunning(note.self.pid))
    await endProcess(note.self, PARENT_TIME_TO_END_MS)
  }
  await Promise.all(Object.values(markFiles(dataDir)).map(endLeftover))
  const self = findProcess(process.pid)
  const mine = { self, launchers: launchers() }
  writeFileSync(path.join(dataDir, PARENT_NOTE), JSON.stringify(mine), { mode: 0o600 })
}

/** Says in words why the port cannot be used, before anything heavy is started. */
export async function claimPort(port: number, host: string): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error('PORT ska vara ett tal mellan 1 och 65535.')
  const answer = await tryPort(port, host)
  if (typeof answer === 'number') return
  throw new Error(
    refusals(port, host)[answer] ?? `Det går inte att lyssna på ${host}, port ${port} (${answer}).`,
  )
}

function refusals(port: number, host: string): Readonly<Record<string, string>> {
  return {
    EADDRINUSE: `Port ${port} används redan av ett annat program. Stoppa det, eller välj en annan port: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} får bara användas av systemet. Välj en port över 1023: PORT=3000 npm start`,
    EADDRNOTAVAIL: `Adressen ${host} finns inte på den här datorn. Ändra HOST.`,
    ENOTFOUND: `Adressen ${host} finns inte. Ändra HOST.`,
  }
}

function alreadyRunning(pid: number): string {
  return `Uppsikt är redan i gång (process ${pid}). Stoppa det först, eller välj en annan datamapp med DATA_DIR.`
}

function readNote(file: string): ParentNote | undefined {
  if (!existsSync(file)) return undefined
  try {
    // Written by takeOver above; half a file, after a power cut, names no living process.
    return JSON.parse(readFileSync(file, 'utf8')) as ParentNote
  } catch {
    return undefined
  }
}
