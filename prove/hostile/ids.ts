import { sql } from 'kysely'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Ground, Person } from './ground.ts'
import type { IdsFor } from './schema.ts'

/** The table behind a field or parameter, by its name without `Id`, `Ids` and what comes before: `toBoardId` → board. */
const tables: Readonly<Record<string, string>> = {
  account: 'account',
  owner: 'account',
  lead: 'account',
  provider: 'provider',
  board: 'board',
  unit: 'unit',
  assignment: 'role_assignment',
  session: 'session',
  followUp: 'follow_up',
  revisits: 'follow_up',
  source: 'follow_up',
  origin: 'follow_up',
  hearing: 'hearing',
  assessment: 'assessment',
  comment: 'hearing_comment',
  row: 'protocol_row',
  requirement: 'requirement',
  order: 'delegation_order',
  point: 'delegation_point',
  matter: 'matter',
  replaces: 'matter',
  meeting: 'meeting',
  serviceArea: 'service_area',
  area: 'service_area',
  duty: 'duty',
  delivery: 'delivery',
  finding: 'finding',
  repeats: 'finding',
  action: 'action',
  plan: 'action_plan',
  visit: 'visit',
  request: 'document_request',
  file: 'file',
  evidence: 'evidence',
  reuse: 'submission',
  agreement: 'agreement',
  mirrors: 'agreement',
  care: 'care_responsibility',
  work: 'agreement_work',
  catalogueVersion: 'catalogue_version',
  version: 'catalogue_version',
  after: 'requirement',
  identityProvider: 'identity_provider',
  identity: 'account_identity',
  import: 'import',
  item: 'agenda_item',
  paper: 'paper',
  bias: 'agenda_bias',
  notice: 'notice',
  yearPlan: 'year_plan',
  exception: 'plan_exception',
  kind: 'register_kind',
  entry: 'register_entry',
  release: 'release_request',
  record: 'record',
  locked: 'locked_record',
  succession: 'unit_succession',
  token: 'api_token',
  export: 'whole_export',
}

/** Where the address says which of two tables it is. */
const byAddress: readonly (readonly [RegExp, string, string])[] = [
  [/year-plan/, 'item', 'plan_item'],
  [/planer\/ar/, 'item', 'plan_item'],
  [/planer\/ar|^\/planer\/\[planId/, 'plan', 'year_plan'],
  [/mail-deliveries/, 'delivery', 'mail_delivery'],
  [/service-areas|ramverk/, 'area', 'service_area'],
  [/quality-areas/, 'area', 'quality_area'],
]

/** Asked for everywhere: what is of another kind than an address wants. */
export const others = ['unitId', 'accountId', 'paperId', 'fileId']

export type Known = {
  readonly idsOf: (person: Person, address: string, names: readonly string[]) => Promise<IdsFor>
  forget(): void
}

/** Ids as a person could know them: what they see themselves; now and then something of others, and nothing at all. */
export function knownIds(ground: Ground): Known {
  const seen = new Map<string, Promise<readonly string[]>>()
  const own = new Set(ground.people.map(({ actor }) => actor.accountId))
  const rowsOf = (person: Person, table: string) => {
    const key = `${person.actor.accountId}|${table}`
    const found = seen.get(key) ?? visible(ground, person, table)
    seen.set(key, found)
    return found
  }
  return {
    forget: () => seen.clear(),
    async idsOf(person, address, names) {
      const lists = new Map<string, readonly string[]>()
      const wanted = [...names, ...others].map((name) => tableFor(name, address))
      for (const table of new Set(wanted.filter((one) => one !== undefined)))
        lists.set(
          table,
          (await rowsOf(person, table)).filter((id) => !own.has(id)),
        )
      return (name) => {
        const found = lists.get(tableFor(name, address) ?? '') ?? []
        return found.length > 0 ? found : [uuidv7()]
      }
    },
  }
}

export function tableFor(name: string, address: string): string | undefined {
  const noun = nounOf(name)
  const special = byAddress.find(([pattern, of]) => of === noun && pattern.test(address))
  return special?.[2] ?? tables[noun]
}

function nounOf(name: string): string {
  const short = name.replace(/Ids?$/, '').replace(/^(units|areas)$/, (plural) => plural.slice(0, -1))
  if (short in tables) return short
  const inner = short.replace(/^(from|to|main|event)(?=[A-Z])/, '')
  return inner.charAt(0).toLowerCase() + inner.slice(1)
}

const most = 60

/** The same rows for the same seed; the people who ask are left out, so that nobody shuts themselves out. */
async function visible(ground: Ground, { actor }: Person, table: string): Promise<readonly string[]> {
  const isOfAccount = table === 'role_assignment' || table === 'session'
  return withScope(ground.db, scopeOf(actor), async (tx) => {
    const column = sql.ref(table === 'agreement_plan' ? 'agreement_id' : 'id')
    const own = ground.people.map((one) => one.actor.accountId)
    const { rows } = await sql<{ id: string }>`select ${column} as id from ${sql.table(table)}
      ${isOfAccount ? sql`where account_id <> all(${own}::uuid[])` : sql``}
      order by md5(${column}::text || ${String(ground.seed)}) limit ${most}`.execute(tx)
    return rows.map(({ id }) => id)
  }).catch(() => [])
}

/** The number of a row that a person saw, where the table counts it. */
export async function revisionOf(
  ground: Ground,
  table: string | undefined,
  id: string,
): Promise<number | undefined> {
  if (table === undefined) return undefined
  const { rows } = await ground.admin
    .query<{ revision: number }>(`select revision from public."${table}" where id = $1`, [id])
    .catch(() => ({ rows: [] }))
  return rows[0]?.revision
}
