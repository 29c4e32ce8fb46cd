import { error } from '@sveltejs/kit'
import { isUuid } from '#kernel/ids.ts'
import { problemText } from '#texts/sv/problems.ts'

/** The row, or the answer a stranger gets too: that there is no such page. */
export function found<Row>(row: Row | undefined): Row {
  return row ?? missing()
}

/** An address that holds no id is asked of nothing. */
export function idFrom(text: string): string {
  return isUuid(text) ? text : missing()
}

function missing(): never {
  error(404, { message: problemText('notFound'), code: 'notFound' })
}
