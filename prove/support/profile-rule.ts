import functions from '@stoplight/spectral-functions'

/**
 * The rules of the national REST API profile (Digg, 1.2.0) that can be read out of a description of an API, by the
 * profile's own ids, in our own words. A rule without `then` is not for a machine that reads the description: what
 * shows it instead is said.
 */
export type ProfileRule = {
  readonly id: string
  readonly level: 'shall' | 'should'
  readonly says: string
  readonly given?: string | readonly string[]
  readonly then?: Check | readonly Check[]
  readonly shownBy?: string
}
type Check = { field?: string; function: unknown; functionOptions?: unknown }

const { pattern } = functions
export const { truthy, falsy } = functions
export const isAbsent = functions.undefined
export const matches = (match: string): Check => ({ function: pattern, functionOptions: { match } })
export const matchesNot = (notMatch: string): Check => ({ function: pattern, functionOptions: { notMatch } })
export const own = (check: (value: unknown) => string | undefined): Check => ({
  function: (value: unknown) => {
    const wrong = check(value)
    return wrong === undefined ? [] : [{ message: wrong }]
  },
})

export const operation = '$.paths[*][get,put,post,patch,delete]'
export const everyJson = `${operation}..content[application/json]`
export const queryNames = `${operation}.parameters[?(@.in=='query')]`
export const camelCase = '^[a-z][A-Za-z0-9]*$'
