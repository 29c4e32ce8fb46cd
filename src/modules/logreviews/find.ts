import { sql, type RawBuilder } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { holidaysOf } from '#kernel/calendar.ts'
import type { Db } from '#platform/db/pool.ts'
import { adminVerbs, readByPerson, rowsOf, swedishDay, swedishTime, wasAdmin, type Search } from './month.ts'
import { massReadings, ruleKeys, type Found, type PlaceRead, type RuleKey } from './rules.ts'

/** A rule either tells which rows it is after, or what more there must be of them on one day. */
type Rule = {
  readonly which: (search: Search) => RawBuilder<boolean>
  readonly more?: (search: Search) => RawBuilder<boolean>
  /** The day a row is told under, where it is another than its own. */
  readonly day?: RawBuilder<IsoDate>
}

/** Every rule but the one that looks at places within an hour. Which of a person's rows of one day are a hit. */
const rules: Readonly<Record<Exclude<RuleKey, 'massReading'>, Rule>> = {
  /** Somebody gains by what they did themselves, or by an account they made or that was made the same day. */
  rights: { which: () => sql`${givesRights} and (${toOneself} or ${byANewAccount} or ${byTheGainersOwn})` },
  /** The administrator has power over accounts, not over cases; taking everything out is to be asked for every time. */
  adminReading: {
    which: () => sql`(l.verb in ('wholeExport.ask', 'wholeExport.fetch') and l.outcome = 'done')
      or (l.outcome = 'read' and ${wasAdmin} and not ${ofTheSystem})`,
  },
  sealed: { which: () => sql`l.verb = 'lockedRecord.read' and l.outcome = 'done'` },
  /** A relative's unit, as far as the person has said so: a unit in which they have declared bias. */
  bias: {
    which: () => sql`${readByPerson} and exists (select from follow_up_member m
      join follow_up f on f.municipality_id = m.municipality_id and f.id = m.follow_up_id
      where m.municipality_id = l.municipality_id and m.account_id = l.account_id and m.bias = 'biased'
        and m.declared_at <= l.at and (f.id = l.target_id or f.unit_id = ${unitOfRow}))`,
  },
  /** Operators work at all hours, and read what is their own. */
  oddHours: {
    which: ({
      month,
    }) => sql`${readByPerson} and a.side = 'office' and (extract(isodow from ${swedishTime}) > 5
      or extract(hour from ${swedishTime}) >= 22 or extract(hour from ${swedishTime}) < 6
      or ${swedishDay} = any(${holidaysIn(month)}::date[]))`,
    day: sql`(${swedishTime} - interval '6 hours')::date`,
  },
  refusals: {
    which: () => sql`l.outcome = 'denied'`,
    more: ({ figures }) => sql`count(*) > ${figures.mostRefusals}`,
  },
  networks: {
    which: () => sql`l.verb = 'session.opened' and l.detail ? 'network'`,
    more: ({ figures }) => sql`count(distinct l.detail ->> 'network') > ${figures.mostNetworks}`,
  },
}

/** What every rule finds in the month, in the order they are shown. */
export async function findAll(tx: Db, search: Search): Promise<Found[]> {
  const found: Found[] = []
  for (const key of ruleKeys)
    found.push(...(await (key === 'massReading' ? findMassReadings(tx, search) : find(tx, key, search))))
  return found
}

async function find(tx: Db, key: keyof typeof rules, search: Search): Promise<Found[]> {
  const { which, more, day = swedishDay } = rules[key]
  const { rows } = await sql<Omit<Found, 'rule'>>`
    select l.account_id as subject_id, ${day} as day, json_agg(l.seq order by l.seq) as seqs
    from ${rowsOf(search)} and (${which(search)})
    group by 1, 2 having ${more?.(search) ?? sql`true`} order by 2, 1`.execute(tx)
  return rows.map((row) => ({ ...row, rule: key }))
}

async function findMassReadings(tx: Db, search: Search): Promise<Found[]> {
  const { rows } = await sql<PlaceRead>`
    select l.seq, l.at, l.account_id as subject_id, ${swedishDay} as day,
      coalesce(${unitOfRow}, l.target_id)::text as place
    from ${rowsOf(search)} and ${readByPerson} and l.target_id is not null
    order by l.account_id, l.at, l.seq`.execute(tx)
  return massReadings(rows, search.figures.mostPlaces)
}

const givesRights = sql`l.verb in ('account.assign', 'account.invite', 'identity.bind') and not l.detail ? 'ended'
  and not (l.verb = 'identity.bind' and l.detail ->> 'by' = 'invitation')`

/** Who gets the role. The row of a refused attempt does not say, and is of those who tried what nobody may. */
const gainer = sql`coalesce((l.detail ->> 'accountId')::uuid, l.target_id)`
const toOneself = sql`(${gainer} = l.account_id or (l.outcome = 'denied' and l.verb = 'account.assign'))`
const byANewAccount = sql`(a.created_at between l.at - interval '1 day' and l.at
  or exists (select from audit i where i.municipality_id = l.municipality_id and i.target_id = l.account_id
    and i.verb = 'account.invite' and i.outcome = 'done' and i.at between l.at - interval '1 day' and l.at))`
const byTheGainersOwn = sql`exists (select from audit g where g.municipality_id = l.municipality_id
  and g.target_id = l.account_id and g.account_id = ${gainer} and g.verb in ('account.assign', 'account.invite')
  and g.outcome = 'done' and g.at between l.at - interval '30 days' and l.at)`

/** What an administrator reads as one: accounts, settings, the log's own. */
const ofTheSystem = sql`(l.verb in ('account.read', 'audit.open', 'audit.read', 'logReview.open')
  or l.verb = any(${adminVerbs}::text[])
  or coalesce(l.detail ->> 'route', '') ~ '^/(konton|installningar|logg)(/|$)')`

/** The unit that what was read is about, where it is about one. */
const unitOfRow = sql`coalesce(l.unit_id,
  (select u.id from unit u where u.municipality_id = l.municipality_id and u.id = l.target_id),
  (select f.unit_id from follow_up f where f.municipality_id = l.municipality_id and f.id = l.target_id),
  (select d.unit_id from finding d where d.municipality_id = l.municipality_id and d.id = l.target_id),
  (select e.unit_id from file e where e.municipality_id = l.municipality_id and e.id = l.target_id))`

function holidaysIn(month: IsoDate): string[] {
  return holidaysOf(Number(month.slice(0, 4)))
    .map(({ date }) => date)
    .filter((date) => date >= month && date < addMonths(month, 1))
}
