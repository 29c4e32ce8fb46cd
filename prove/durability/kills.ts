import { arch, availableParallelism, platform, totalmem } from 'node:os'
import { median } from '../../bench/measure.ts'
import { tableText } from '../support/table.ts'
import { isKept, verdictOf, type Verdict } from './check.ts'
import type { Journal } from './journal.ts'
import { mailTold, untilMailIsSent, type MailTold } from './mail.ts'
import { killRounds, type Round } from './rounds.ts'
import { withService, type Say, type Service } from './service.ts'

export type Asked = { readonly rounds: number; readonly seed: number; readonly say: Say }

/** The kills themselves: prints what was found, and tells whether it held. */
export function proveKills({ rounds, seed, say }: Asked): Promise<boolean> {
  return withService({ seed, say }, async (service) => {
    const found = await afterKills(service, rounds)
    say(`Seed ${seed}, ${machine()}, ended ${new Date().toISOString()}.`)
    say(tableText(['what', 'outcome'], outcomeRows(found)))
    say(tableText(['killed', 'rounds', 'seconds down, median', 'worst'], downRows(found.done)))
    return isKept(found.verdict) && found.mail.faults.length === 0
  })
}

export type Found = { done: readonly Round[]; journal: Journal; verdict: Verdict; mail: MailTold }

/** People write while parts of the service are killed; when all is quiet, everything is looked for. */
export async function afterKills(service: Service, rounds: number): Promise<Found> {
  const { place, journal, taken } = service
  const writing = service.write()
  const done = await killRounds(service, rounds)
  await writing.stop()
  await untilMailIsSent(place)
  return { done, journal, verdict: await verdictOf(place, journal), mail: await mailTold(place, taken) }
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`
  return `${platform()} ${arch()}, ${availableParallelism()} cores, ${memory}, Node ${process.versions.node}`
}

function outcomeRows({ done, journal, verdict, mail }: Found): string[][] {
  const { lost, doubled, broken, strange } = verdict
  const faults = [...broken, ...strange, ...mail.faults]
  return Object.entries({
    rounds: done.length,
    acknowledged: verdict.checked,
    'by kind': kindsOf(journal),
    present: verdict.checked - lost.length,
    lost: lost.length,
    doubled: doubled.length,
    'sent again under the same id': journal.repeats,
    'given up by their sender (there once or not at all)': journal.givenUp.length,
    'mails sent, each once': mail.sent,
    'mails under way at a kill, told to the administrator': mail.unsure,
    'other faults': faults.join('; ') || 'none',
  }).map(([what, outcome]) => [what, String(outcome)])
}

function kindsOf({ acknowledged }: Journal): string {
  const kinds = [...Map.groupBy(acknowledged, ({ kind }) => kind)]
  return kinds.map(([kind, entries]) => `${kind} ${entries.length}`).join(', ')
}

function downRows(done: readonly Round[]): string[][] {
  const all = [...Map.groupBy(done, (round): string => round.victim), ['any of them', done] as const]
  return all.map(([victim, own]) => {
    const seconds = own.map((round) => round.secondsDown)
    return [victim, String(own.length), median(seconds).toFixed(1), Math.max(...seconds).toFixed(1)]
  })
}
