import type pg from 'pg'
import type { Actor } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Changes } from '../support/watch.ts'

/** Somebody who asks. Over HTTP they come with a cookie; in the short form the actor is handed over as it is. */
export type Person = { readonly role: Role; readonly actor: Actor; readonly cookie: string }

export type Sent = {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** `status` 0: no answer at all. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly ms: number
}

export type Send = (person: Person | undefined, sent: Sent) => Promise<Answer>

/** Where everything is tried: a server with something in it, people who may do things there, and what changes. */
export type Ground = {
  readonly send: Send
  readonly db: Db
  /** Past row-level security: for finding what can be tried, and for what has become of it. */
  readonly admin: pg.Client
  readonly changes: Changes
  readonly people: readonly Person[]
  readonly seed: number
}

export function personAs(ground: Ground, roles: readonly Role[], turn = 0): Person | undefined {
  const able = ground.people.filter(({ role }) => roles.includes(role))
  return able[turn % able.length]
}

/** The first of a role; that there is one is part of the ground. */
export function the(ground: Ground, role: Role): Person {
  const person = personAs(ground, [role])
  if (!person) throw new Error(`There is nobody who is ${role}`)
  return person
}
