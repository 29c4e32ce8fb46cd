import { smtpServer } from '#modules/mail/smtp-server.test-support.ts'
import { chanceOf } from './chance.ts'
import { makeInstallation, type Installation } from './installation.ts'
import { newJournal, type Journal } from './journal.ts'
import { makePlace, type Place } from './place.ts'
import { startWriting, type Writing } from './writers.ts'

/** A running installation with a mail server beside it, and the journal of those who write to it. */
export type Service = {
  readonly place: Place
  readonly installation: Installation
  readonly journal: Journal
  /** The mails as they arrived. */
  readonly taken: readonly string[]
  /** The settings of mail, for another worker beside the service's own. */
  readonly mailEnv: Readonly<Record<string, string>>
  readonly seed: number
  readonly say: Say
  /** Several people begin to write, through these servers in turn. */
  write(bases?: readonly string[]): Writing
}
export type Say = (line: string) => void

export type Wanted = {
  readonly seed: number
  readonly say: Say
  readonly env?: Readonly<Record<string, string>>
  /** A folder that is there already, for the data. */
  readonly inside?: string
}

/** Nothing of it is left afterwards, whatever happens and whoever breaks it off. */
export async function withService<Result>(
  { seed, say, env, inside }: Wanted,
  work: (service: Service) => Promise<Result>,
): Promise<Result> {
  const place = await makePlace(inside)
  const mailServer = await smtpServer()
  const mailEnv = { SMTP_URL: mailServer.url, MAIL_FROM: 'uppsikt@exempel.se' }
  const installation = await makeInstallation(place, { ...mailEnv, ...env })
  const end = async () => {
    await installation.stop()
    await mailServer.stop()
    await place.remove()
  }
  const brokenOff = () => void end().then(() => process.exit(1))
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, brokenOff)
  const journal = newJournal()
  const origin = installation.base
  try {
    await installation.start()
    const write = (bases: readonly string[] = [origin]) =>
      startWriting({ place, journal, seed, origin, bases })
    return await work({ place, installation, journal, taken: mailServer.taken, mailEnv, seed, say, write })
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, brokenOff)
    await end()
  }
}

/** The plan of this service's proof: the same for the same seed. */
export const planOf = ({ seed }: Service) => chanceOf(seed)
