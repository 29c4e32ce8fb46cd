import {
  listMunicipalities,
  remindOfDuties,
  sweepDuties,
  systemScope,
  type Municipality,
} from '#modules/duties/public.ts'
import { workDisposals } from '#modules/disposals/public.ts'
import { refreshSessions } from '#modules/identity/public.ts'
import { waitingImports, workImports } from '#modules/imports/public.ts'
import { checkChain } from '#modules/log/public.ts'
import { tendLogReviews } from '#modules/logreviews/public.ts'
import { mailConfig, queueMail, sendQueued, waitingMail, type MailConfig } from '#modules/mail/public.ts'
import { waitingProposals, workProposals } from '#modules/proposals/public.ts'
import { setMinutes } from '#modules/reports/public.ts'
import { raiseProposals } from '#modules/triggers/public.ts'
import { tendAccounts } from '#modules/upkeep/public.ts'
import { workWholeExports } from '#modules/wholeexports/public.ts'
import { tellHead } from '#platform/audit/anchors.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Waiting } from '#platform/metrics.ts'
import { dutyRules } from './duties.ts'

/**
 * What the background work does, in this order: who is still vouched for, what two people agreed to dispose of, which files
 * are set, what the boards' rules propose, what is owed, who is reminded, what goes by mail.
 */
export async function tend(
  db: Db,
  municipality: Municipality,
  now: Date,
  mail = configured(),
): Promise<void> {
  const faults: unknown[] = []
  const keep = (cause: unknown): void => void faults.push(cause)
  await refreshSessions(db, municipality.id, now).catch(keep)
  await workDisposals(db, municipality, now).catch(keep)
  await setMinutes(db, systemScope(municipality)).catch(keep)
  await raiseProposals(db, municipality, now).catch(keep)
  await sweepDuties(db, municipality, { rules: dutyRules, now }).catch(keep)
  await checkChain(db, municipality, now).catch(keep)
  await tendLogReviews(db, municipality, now).catch(keep)
  await remindOfDuties(db, municipality, now)
  if (mail) await queueMail(db, municipality, now)
  if (mail) await sendQueued(db, municipality, { mail, now })
  // What could be done is done; then the fault is told.
  if (faults.length > 0) throw faults[0]
}

type Only = ReadonlySet<string> | undefined

export function tendAll(db: Db, now: Date, only?: Only): Promise<void> {
  return inEach(db, only, async (municipality) => {
    try {
      await tend(db, municipality, now)
    } finally {
      // Nobody waits for it: once in a whole round, and not after every command.
      if (!only) await tendAccounts(db, municipality.id, now)
    }
  })
}

/** What somebody waits for: files to be read, previewed or brought in, and whole municipalities to be taken out. */
export function importAll(db: Db, now: () => Date, only?: Only): Promise<void> {
  return inEach(db, only, async (municipality) => {
    await workImports(db, municipality, now)
    await workWholeExports(db, municipality, now)
  })
}

/** Plans to be computed: each takes a whole core for a minute or more. */
export function computeAll(db: Db, now: () => Date, ending: AbortSignal, only?: Only): Promise<void> {
  return workProposals(db, { now, ending, only })
}

/** Where each log ends, told outside the database: whoever rules it cannot rewrite what has been told. */
export function tellHeads(db: Db, now: Date, folder = process.env['AUDIT_ANCHOR_DIR']): Promise<void> {
  return inEach(db, undefined, (municipality) =>
    tellHead(db, { ...systemScope(municipality), powers: ['auditor'] }, now, folder),
  )
}

/** What waits for the background work in the whole installation: how many, and since when. */
export async function whatWaits(db: Db): Promise<Waiting[]> {
  const sums = new Map<string, Waiting>()
  await inEach(db, undefined, async (municipality) => {
    const rows = await withScope(db, systemScope(municipality), async (tx) => [
      ...(await waitingMail(tx)),
      ...(await waitingImports(tx)),
      ...(await waitingProposals(tx)),
    ])
    for (const row of rows) sums.set(row.what, together(sums.get(row.what), row))
  })
  return [...sums.values()]
}

function together(sum: Waiting | undefined, row: Waiting): Waiting {
  const times = [sum?.since, row.since].filter((time) => time !== undefined && time !== null)
  const since = times.sort((one, other) => one.getTime() - other.getTime())[0] ?? null
  return { what: row.what, count: (sum?.count ?? 0) + row.count, since }
}

/** All municipalities, or only those in which something has just happened. A fault in one does not stop the others. */
async function inEach(db: Db, only: Only, work: (one: Municipality) => Promise<void>): Promise<void> {
  const all = await listMunicipalities(db)
  const faults: unknown[] = []
  for (const municipality of all.filter((one) => only?.has(one.id) ?? true))
    await work(municipality).catch((cause: unknown) => faults.push(cause))
  if (faults.length > 0) throw new AggregateError(faults, 'the background work failed in a municipality')
}

function configured(): MailConfig | undefined {
  const found = mailConfig(process.env)
  return found.state === 'ready' ? found : undefined
}
