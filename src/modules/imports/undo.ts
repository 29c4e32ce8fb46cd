import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { OneImport } from './contract.ts'
import { closed, lockImport, opened, type ImportVerb } from './lock.ts'
import { isNew, listBlockers, listDoneRows } from './undo-blocks.ts'
import { inParts, supersede, type Done } from './written.ts'

export const undoImport = makeUndo('import.undo')
export const undoPeople = makeUndo('import.people')

/**
 * Takes an import back whole, as long as nothing builds on it. What it recorded is put out of force and what held before
 * holds again, with the time of it; nothing is erased, and the import stays in its list.
 */
function makeUndo(verb: ImportVerb) {
  return command({
    verb,
    input: OneImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { revision }) {
      const next = opened(held, { verb, move: 'undo', revision })
      const rows = await listDoneRows(context.db, held.id)
      const blockers = await listBlockers(context.db, rows)
      if (blockers.length > 0) throw new Problem('importBuiltOn')
      await takeBack(
        context,
        rows.map(({ done }) => done),
      )
      const undone = { undoneBy: context.actor.accountId, undoneAt: context.now }
      const told = { rows: rows.length, fileName: held.fileName }
      return { ...(await closed(context, held, { ...next, ...undone })), ...told }
    },
    detail: (_input, { rows, fileName }) => ({ rows, fileName }),
  })
}

/** In the opposite order: what refers goes before what is referred to. */
async function takeBack(context: Context, done: readonly Done[]): Promise<void> {
  await takeBackPeople(context, done)
  await takeBackAgreements(context, done)
  await takeBackUnits(context, done)
  await takeBackProviders(context, done)
  await takeBackAreas(context, done)
}

async function takeBackPeople({ db, now }: Context, done: readonly Done[]): Promise<void> {
  const people = done.flatMap((one) => (one.kind === 'people' ? [one] : []))
  const roles = people.flatMap((one) => one.roles)
  await sql`update role_assignment set valid_to = valid_from - 1 where id = any(${roles}::uuid[])`.execute(db)
  const made = people.filter(isNew).map(({ id }) => id)
  await sql`update account set state = 'closed', closed_at = ${now} where id = any(${made}::uuid[])`.execute(
    db,
  )
  await sql`update account_link set used_at = ${now} where account_id = any(${made}::uuid[]) and used_at is null`.execute(
    db,
  )
  const changed = people.filter((one) => !isNew(one)).map(({ id, before }) => ({ id, ...before }))
  await sql`update account a set name = x.name, profession = x.profession
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as x (id uuid, name text, profession text)
    where a.id = x.id`.execute(db)
}

async function takeBackAgreements(context: Context, done: readonly Done[]): Promise<void> {
  const { db, actor, now } = context
  const agreements = done.flatMap((one) => (one.kind === 'agreements' ? [one] : []))
  await supersede(
    db,
    'agreement_state',
    agreements.flatMap((one) => one.added),
    now,
  )
  const before = await db
    .selectFrom('agreementState')
    .selectAll()
    .where(sql<boolean>`id = any(${agreements.flatMap((one) => one.superseded)}::uuid[])`)
    .execute()
  const rows = before.map((state) => ({
    ...state,
    ...{ id: uuidv7(), options: JSON.stringify(state.options) },
    ...{ recordedAt: now, recordedBy: actor.accountId, supersededAt: null },
  }))
  await inParts(rows, (part) => db.insertInto('agreementState').values(part).execute())
  const covered = agreements.flatMap(({ id, covered: own }) => own.map((one) => ({ agreement: id, ...one })))
  await sql`update agreement_unit u set valid_to = case when x."wasThere" then x.before else u.valid_from end
    from jsonb_to_recordset(${JSON.stringify(covered)}::jsonb)
      as x (agreement uuid, "unitId" uuid, "validFrom" date, before date, "wasThere" boolean)
    where u.agreement_id = x.agreement and u.unit_id = x."unitId" and u.valid_from = x."validFrom"`.execute(
    db,
  )
}

async function takeBackUnits({ db, actor, now }: Context, done: readonly Done[]): Promise<void> {
  const units = done.flatMap((one) => (one.kind === 'units' ? [one] : []))
  await supersede(
    db,
    'unit_state',
    units.flatMap((one) => one.added),
    now,
  )
  const before = await db
    .selectFrom('unitState')
    .selectAll()
    .where(sql<boolean>`id = any(${units.flatMap((one) => one.superseded)}::uuid[])`)
    .execute()
  const rows = before.map((state) => {
    return { ...state, id: uuidv7(), recordedAt: now, recordedBy: actor.accountId, supersededAt: null }
  })
  await inParts(rows, (part) => db.insertInto('unitState').values(part).execute())
}

async function takeBackProviders({ db }: Context, done: readonly Done[]): Promise<void> {
  const providers = done.flatMap((one) => (one.kind === 'providers' ? [one] : []))
  const made = providers.filter(isNew).map(({ id }) => id)
  await sql`update provider set valid_to = valid_from, revision = revision + 1 where id = any(${made}::uuid[])`.execute(
    db,
  )
  const changed = JSON.stringify(providers.flatMap(({ before }) => (before ? [before] : [])))
  await sql`update provider p set name = x.name, kind = x.kind, organisation_number = x."organisationNumber",
      email = x.email, management_system_seen_on = x."managementSystemSeenOn", valid_from = x."validFrom",
      valid_to = x."validTo", revision = p.revision + 1
    from jsonb_to_recordset(${changed}::jsonb) as x (id uuid, name text, kind text, "organisationNumber" text,
      email text, "managementSystemSeenOn" date, "validFrom" date, "validTo" date)
    where p.id = x.id`.execute(db)
}

/** What the area said before is said again; the change stays in its history. */
async function takeBackAreas({ db }: Context, done: readonly Done[]): Promise<void> {
  const areas = done.flatMap((one) => (one.kind === 'areas' ? [one] : []))
  const made = areas.filter(isNew).map(({ id }) => id)
  await sql`update service_area set valid_to = valid_from, revision = revision + 1 where id = any(${made}::uuid[])`.execute(
    db,
  )
  const changed = JSON.stringify(areas.flatMap(({ before }) => (before ? [before] : [])))
  await sql`update service_area a set name = x.name, laws = x.laws, description = x.description,
      valid_to = case when x."validTo" = x."validFrom" then a.valid_from else x."validTo" end, revision = a.revision + 1
    from jsonb_to_recordset(${changed}::jsonb)
      as x (id uuid, name text, laws text[], description text, "validFrom" date, "validTo" date)
    where a.id = x.id`.execute(db)
}
