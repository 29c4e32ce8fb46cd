import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { openDatabase } from '#platform/db/pool.ts'
import { startBuilt } from '#test/built.ts'
import { watchChanges, type Changes } from '../support/watch.ts'
import { makeSender } from './http.ts'
import { makeTwin, twinPeople, withTwin } from './twin.ts'
import { addPeople, choosePlaces, signInAll, type Person, type Places } from './world.ts'

/** Where access is proved: two municipalities alike, everybody signed in, and the built web server before them. */
export type Stage = {
  readonly admin: pg.Client
  readonly send: ReturnType<typeof makeSender>
  readonly changes: Changes
  readonly places: Places
  /** Of the first municipality. */
  readonly people: readonly Person[]
  readonly twins: readonly Person[]
  /** Columns whose texts carry the marker. */
  readonly marked: readonly string[]
  /** A new session. */
  enter(person: Person): Promise<void>
  close(): Promise<void>
}

/** On a database that holds a municipality with two providers and two boards: the demo, or the tests' small world. */
export async function openStage({ admin, appUrl }: { admin: pg.Client; appUrl: string }): Promise<Stage> {
  const sited = await choosePlaces(admin)
  const people = await addPeople(admin, sited)
  const { marked } = await makeTwin(admin, sited.own.municipalityId)
  const twins = twinPeople(people)
  const db = openDatabase(appUrl, 2)
  await signInAll(admin, db, [...people, ...twins])
  const changes = await watchChanges(admin)
  const web = await startBuilt({
    ...{
      DATABASE_URL: appUrl,
      API_CALLS_PER_MINUTE: '0',
      PAGES_PER_MINUTE: '0',
      LOG_REQUESTS: '0',
      METRICS_PORT: '',
    },
    UPPSIKT_LOCK_KEY: process.env['UPPSIKT_LOCK_KEY'] ?? randomBytes(32).toString('base64'),
  })
  return {
    ...{ admin, changes, send: makeSender(web.base), places: withTwin(sited), people, twins, marked },
    enter: (person) => signInAll(admin, db, [person]),
    async close() {
      await web.stop()
      await db.destroy()
    },
  }
}
