import { smtpServer } from '#modules/mail/smtp-server.test-support.ts'
import { median } from '../../bench/measure.ts'
import { tableText } from '../support/table.ts'
import { chanceOf } from './chance.ts'
import { isKept, verdictOf, type Verdict } from './check.ts'
import { makeInstallation } from './installation.ts'
import { newJournal, type Journal } from './journal.ts'
import { mailTold, type MailTold } from './mail.ts'
import { makePlace } from './place.ts'
import { killRounds, type Round } from './rounds.ts'
import { startWriting } from './writers.ts'

export type Asked = { readonly rounds: number; readonly seed: number; readonly say: (line: string) => void }

/** The kills themselves: prints what was found, and tells whether it held. */
export async function proveKills({ rounds, seed, say }: Asked): Promise<boolean> {
  const place = await makePlace()
  const mailServer = await smtpServer()
  const installation = await makeInstallation(place, { SMTP_URL: mailServer.url })
  try {
    await installation.start()
    const journal = newJournal()
    const writing = startWriting({
      place,
      journal,
      seed,
      origin: installation.base,
      bases: [installation.base],
    })
    const done = await killRounds({ place, installation, journal, say, chance: chanceOf(seed) }, rounds)
    await writing.stop()
    const verdict = await verdictOf(place, journal)
    const mail = await mailTold(place, mailServer.taken)
    say(tableText(['what', 'outcome'], outcomeRows({ done, journal, verdict, mail })))
    say(tableText(['killed', 'rounds', 'seconds down, median', 'worst'], downRows(done)))
    return isKept(verdict) && mail.faults.length === 0
  } finally {
    await installation.stop()
    await mailServer.stop()
    await place.remove()
  }
}

type Found = { done: readonly Round[]; journal: Journal; verdict: Verdict; mail: MailTold }

function outcomeRows({ done, journal, verdict, mail }: Found): string[][] {
  const { lost, doubled, broken, strange } = verdict
  const faults = [...broken, ...strange, ...mail.faults]
  return Object.entries({
    rounds: done.length,
    acknowledged: verdict.checked,
    present: verdict.checked - lost.length,
    lost: lost.length,
    doubled: doubled.length,
    'answers lost or refused, and sent again': journal.repeats,
    'given up by their sender (there once or not at all)': journal.givenUp.length,
    'mails sent, each once': mail.sent,
    'mails under way at a kill, told to the administrator': mail.unsure,
    'mails still waiting': mail.waiting,
    'other faults': faults.join('; ') || 'none',
  }).map(([what, outcome]) => [what, String(outcome)])
}

function downRows(done: readonly Round[]): string[][] {
  return [...Map.groupBy(done, (round) => round.victim)].map(([victim, own]) => {
    const seconds = own.map((round) => round.secondsDown)
    return [victim, String(own.length), median(seconds).toFixed(1), Math.max(...seconds).toFixed(1)]
  })
}
