import { isUuid } from '#kernel/ids.ts'
import { pushedPattern, type Choice } from '#modules/proposals/public.ts'

/** The address of the page: which event, which months, whose hours, and what somebody has chosen to push aside. */
export type Asked = {
  followUpId: string | undefined
  from: string
  to: string
  /** By account; undefined before anybody has said anything. */
  hours: ReadonlyMap<string, number> | undefined
  leadId: string | undefined
  /** Undefined: what is proposed is chosen. */
  choices: readonly Choice[] | undefined
}

export function askedFrom({ searchParams }: URL, months: readonly string[]): Asked {
  const text = (name: string) => searchParams.get(name)?.trim() ?? ''
  const monthOf = (name: string) => (months.includes(text(name)) ? text(name) : '')
  const from = monthOf('fran')
  const last = monthOf('till')
  const hours = [...searchParams].flatMap(([name, value]) => {
    const id = name.startsWith('h-') ? name.slice(2) : ''
    const number = Number(value.trim().replace(',', '.'))
    return isUuid(id) && Number.isFinite(number) && number >= 0 && number <= 2000
      ? [[id, number] as const]
      : []
  })
  return {
    followUpId: isUuid(text('uppfoljning')) ? text('uppfoljning') : undefined,
    from,
    to: last >= from ? last : from,
    hours: from === '' ? undefined : new Map(hours),
    leadId: isUuid(text('ledare')) ? text('ledare') : undefined,
    choices: searchParams.has('valt') ? [...searchParams].flatMap(choiceOf) : undefined,
  }
}

function choiceOf([name, value]: readonly [string, string]): Choice[] {
  const itemId = name.startsWith('val-') ? name.slice(4) : ''
  return isUuid(itemId) && pushedPattern.test(value) ? [{ itemId, to: value }] : []
}
