import { accountsApi } from '#modules/accounts/api.ts'
import { organisationApi } from '#modules/organisation/api.ts'
import { buildApi } from '#platform/web/api.ts'

/** Every operation of the API, module by module. */
export const operations = [...accountsApi, ...organisationApi]

export const api = buildApi(operations, '1.0.0')
