import { readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process as it can be recognised later: a number alone may by then belong to somebody else. */
export type ProcessMark = { readonly pid: number; readonly birth: string }

/** Marks a living process, or gives undefined when there is none (a zombie counts as none). */
export function findProcess(pid: number): ProcessMark | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform !== 'linux') return answersSignal(pid) ? { pid, birth: '' } : undefined
  const stat = statFields(pid)
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined
  return { pid, birth: stat.birth }
}

export function isAlive(mark: ProcessMark): boolean {
  return findProcess(mark.pid)?.birth === mark.birth
}

/** Those who started this process, nearest first: the bootstrap, the shell and npm, when npm was used. */
export function launchers(depth = 3): readonly ProcessMark[] {
  const found: ProcessMark[] = []
  let pid = process.ppid
  while (found.length < depth && pid > 1) {
    const mark = findProcess(pid)
    if (!mark) break
    found.push(mark)
    pid = statFields(pid)?.parent ?? 0
  }
  return found
}

/** The folder a process works in; undefined where the system does not tell. */
export function findWorkingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** Waits until the process has ended; false when it still lives after the time given. */
export async function ended(mark: ProcessMark, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (isAlive(mark)) {
    if (Date.now() > deadline) return false
    await sleep(50)
  }
  return true
}

/** Asks a process to end, and ends it by force when it has not within the time given. */
export async function endProcess(mark: ProcessMark, withinMs: number): Promise<void> {
  if (!isAlive(mark)) return
  signal(mark.pid, 'SIGTERM')
  if (await ended(mark, withinMs)) return
  signal(mark.pid, 'SIGKILL')
  await ended(mark, 5_000)
}

/** Sends a signal; one that arrives after the end of the process is not an error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // The process ended between the look and the signal.
  }
}

function statFields(pid: number): { state: string; parent: number; birth: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in parentheses and may hold spaces: count from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? 'X', parent: Number(fields[1]), birth: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
