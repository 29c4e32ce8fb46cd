import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { endProcess, findProcess, isAlive, type ProcessMark } from '#platform/processes.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
/** One that has run this long was healthy; its next death is a new trouble and is mended at once. */
const STEADY_MS = 5_000
const TIME_TO_END_MS = 8_000

export type Program = {
  readonly name: string
  readonly args: readonly string[]
  /** Asked at every start, since the database may have moved to another port. */
  readonly env: () => NodeJS.ProcessEnv
  /** Remembers the process, so that the next start can end it if we ourselves are killed. */
  readonly markFile: string
}

export type Kept = { stop(): Promise<void>; restart(): void }

/** Keeps a program running: starts it again, with longer and longer waits, whenever it has ended. */
export function keepUp(program: Program): Kept {
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  let wait = FIRST_WAIT_MS
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const began = Date.now()
      child = start(program)
      await ending(child)
      if (stopping.signal.aborted) return
      wait = Date.now() - began > STEADY_MS ? FIRST_WAIT_MS : wait
      console.error(`${program.name} avslutades oväntat och startas igen.`)
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  })()
  return {
    restart: () => void child?.kill('SIGTERM'),
    async stop() {
      stopping.abort()
      const mark = child?.pid === undefined ? undefined : findProcess(child.pid)
      if (mark) await endProcess(mark, TIME_TO_END_MS)
      await done
      rmSync(program.markFile, { force: true })
    },
  }
}

/** Ends what an earlier parent, itself killed, left running. */
export async function endLeftover(markFile: string): Promise<void> {
  const mark = readMark(markFile)
  if (mark) await endProcess(mark, TIME_TO_END_MS)
}

/** The process remembered in the file, while it still lives. */
export function readMark(markFile: string): ProcessMark | undefined {
  if (!existsSync(markFile)) return undefined
  try {
    // Written by writeMark; half a file, after a power cut, names no living process.
    const mark = JSON.parse(readFileSync(markFile, 'utf8')) as ProcessMark
    return isAlive(mark) ? mark : undefined
  } catch {
    return undefined
  }
}

export function writeMark(markFile: string, mark: ProcessMark): void {
  writeFileSync(markFile, JSON.stringify(mark), { mode: 0o600 })
}

function start({ args, env, markFile }: Program): ChildProcess {
  const child = spawn(process.execPath, args, { env: env(), stdio: ['ignore', 'inherit', 'inherit'] })
  const mark = findProcess(child.pid ?? 0)
  if (mark) noteDown(markFile, mark)
  return child
}

/** A full disk has no room for the note, which only the start after next would miss: the program runs all the same. */
function noteDown(markFile: string, mark: ProcessMark): void {
  try {
    writeMark(markFile, mark)
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
  }
}

function ending(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
}
