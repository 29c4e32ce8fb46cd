import { organisationApi } from '#modules/organisation/api.ts'
import { buildApi } from '#platform/web/api.ts'

/** Every operation of the API, module by module. */
export const operations = [...organisationApi]

export const api = buildApi(operations, '1.0.0')
