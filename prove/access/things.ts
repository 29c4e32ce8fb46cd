import { actions } from '#access/actions.ts'
import { pages, type PagePolicy } from '#access/pages.ts'
import { matrix, type Role, type Verb } from '#access/roles.ts'
import type { Operation } from '#platform/web/api.ts'
import { operations } from '#server/api.ts'
import { findForms, findOnlyPosted } from './forms.ts'

/** Something somebody can try: a page, a form of a page, or an operation of the API; with who may, by the tables alone. */
export type Thing = {
  readonly kind: 'page' | 'form' | 'reading' | 'changing'
  readonly name: string
  readonly route: string
  readonly form?: string
  readonly operation?: Operation
  readonly verbs: readonly Verb[]
  /** Undefined: open to anybody. */
  readonly sees: ((role: Role) => boolean) | undefined
  readonly may: ((role: Role) => boolean) | undefined
}

/** Everything there is to try, from the tables of policies; that they are whole is proved by test/policies.test.ts. */
export async function findThings(): Promise<Thing[]> {
  const [forms, onlyPosted] = [await findForms(), await findOnlyPosted()]
  return [
    ...Object.entries(pages).flatMap(([route, policy]) =>
      route.startsWith('/api/') || onlyPosted.has(route) ? [] : [pageOf(route, policy)],
    ),
    ...forms.flatMap(({ route, name }) => (route.startsWith('/api/') ? [] : [formOf(route, name)])),
    ...operations.map(operationOf),
  ]
}

function pageOf(route: string, policy: PagePolicy): Thing {
  const sees = seesOf(policy)
  return { kind: 'page', name: `page ${route}`, route, verbs: [], sees, may: sees }
}

function seesOf(policy: PagePolicy | undefined): Thing['sees'] {
  return policy === 'open' ? undefined : (role) => policy?.includes(role) === true
}

function formOf(route: string, form: string): Thing {
  const policy = actions[route]?.[form]
  const verbs = policy === 'open' ? [] : [policy ?? []].flat()
  const may = policy === 'open' ? undefined : isAllowed(verbs)
  return { kind: 'form', name: `form ${route}?/${form}`, route, form, verbs, sees: seesOf(pages[route]), may }
}

const isAllowed = (verbs: readonly Verb[]) => (role: Role) => {
  const allowed = verbs.flatMap((verb): readonly Role[] => matrix[verb])
  return allowed.includes(role)
}

function operationOf(operation: Operation): Thing {
  const changes = 'command' in operation
  const verbs = [changes ? operation.command.verb : operation.verb]
  const may = isAllowed(verbs)
  const name = `${changes ? operation.method : 'get'} ${operation.path}`
  return {
    kind: changes ? 'changing' : 'reading',
    name,
    route: operation.path,
    operation,
    verbs,
    sees: may,
    may,
  }
}
