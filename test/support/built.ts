import { spawn } from 'node:child_process'
import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { freePort } from '#platform/ports.ts'
import { openSession } from '#platform/session/session.ts'

/** A program of ours as it runs in production, and everything it has written. */
export type Built = { base: string; said: () => string; stop: () => Promise<void> }

/** The built web server, without a browser before it. */
export async function startBuilt(env: Record<string, string>): Promise<Built> {
  const port = await freePort('127.0.0.1')
  const child = spawn(process.execPath, ['src/server/web.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      PAGES_PER_MINUTE: '0', // a proof asks faster than any person
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => said.push(data.toString()))
  const base = `http://127.0.0.1:${port}`
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await fetch(`${base}/healthz`).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return { base, said: () => said.join(''), stop }
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`The web server does not start. Is it built? (npm run build)\n${said.join('')}`)
  }
}

/** The cookie of somebody who has signed in. */
export async function cookieOf(db: Db, actor: Actor, name = 'uppsikt'): Promise<string> {
  const account = { municipalityId: actor.municipalityId, id: actor.accountId }
  const { token } = await openSession(db, account, { agent: 'test', now: new Date() })
  return `${name}=${token}`
}
