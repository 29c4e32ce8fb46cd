import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signal } from '#platform/processes.ts'
import { isWritingAgain, keptLines, line, secondsUntil, type Line } from './case.ts'
import { rowsOf } from './place.ts'
import type { Service } from './service.ts'
import { isClear, seenText, watch } from './watch.ts'

const megabytes = 450
const fullSeconds = 25

/** A file system in memory, with room for the service and little more; undefined where this user may not make one. */
export async function smallDisk(): Promise<{ at: string; remove(): Promise<void> } | undefined> {
  const at = await mkdtemp(path.join(tmpdir(), 'uppsikt-small-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', at])
  if (status !== 0) return void (await rmdir(at))
  const inside = path.join(at, 'place')
  await mkdir(inside)
  return {
    at: inside,
    async remove() {
      spawnSync('umount', [at])
      await rmdir(at)
    },
  }
}

/** The disk under database, notes and logs fills while people write; then there is room again. */
export async function diskCase(service: Service): Promise<Line[]> {
  const { place, installation, journal } = service
  const writing = service.write()
  await sleep(3_000)
  const reader = watch(place, installation)
  const ballast = path.join(place.folder, 'ballast')
  fill(ballast)
  const before = { refusals: journal.refusals, acknowledged: journal.acknowledged.length }
  await sleep((fullSeconds * 1000) / 2)
  const isRed = !(await installation.isReady())
  // The worst moment for another fault: nothing can be written down about the new process either.
  const web = await installation.processOf('web')
  if (web) signal(web.pid, 'SIGKILL')
  fill(`${ballast}-2`)
  await sleep((fullSeconds * 1000) / 2)
  const fell = await exhaustLog(service)
  await sleep(5_000)
  const refused = journal.refusals - before.refusals
  const acknowledged = journal.acknowledged.length - before.acknowledged
  for (const file of [ballast, `${ballast}-2`]) rmSync(file, { force: true })
  const seconds = await secondsUntil(service, isWritingAgain(service))
  const seen = await reader.stop()
  return [
    line(`disk full for ${fullSeconds} s`, '/readyz is red', [isRed ? 'red' : 'green', isRed]),
    line('who writes meanwhile', 'told to wait (503)', [
      `${refused} refused, ${acknowledged} acknowledged`,
      refused > 0,
    ]),
    line('who reads meanwhile', 'the page, or told to wait', [seenText(seen), isClear(seen, ['no answer'])]),
    line('no room for the database’s own log', 'it falls, and is started', [fell ? 'fell' : 'stood', fell]),
    line('room again', 'up by itself', [`writes after ${seconds.toFixed(1)} s`, seconds < 60]),
    ...(await keptLines(service, writing)),
  ]
}

/**
 * The database writes its log of changes (WAL) into files that it made beforehand; when those are used up it cannot go on
 * at all. @returns whether it fell
 */
async function exhaustLog({ place }: Service): Promise<boolean> {
  const url = await place.adminUrl()
  for (let turn = 0; turn < 60; turn += 1) {
    const used = `select pg_logical_emit_message(true, 'prov', repeat('x', 1000)), pg_switch_wal()`
    await rowsOf(url, used).catch(() => undefined)
    if (!(await isServing(url))) return true
  }
  return false
}

async function isServing(url: string): Promise<boolean> {
  return (await rowsOf(url, 'select 1 as one').catch(() => [])).length === 1
}

/** To the last byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'a')
  for (let size = 1024 * 1024; size >= 1;)
    try {
      writeSync(descriptor, Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
  closeSync(descriptor)
}
