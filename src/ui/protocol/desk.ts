import type { Attachment } from 'svelte/attachments'
import { readRow } from './read-row.ts'
import type { Keeper } from './keeper.svelte.ts'
import { keyActions } from './keys.ts'

/** Long enough not to save every word, short enough that nobody waits to see that it is saved. */
const typingPause = 800

type Desk = { keeper: Keeper; usesKeys: () => boolean; standsAt: (rowId: string) => void }

/**
 * Listens for all rows in one place: a listener a row would cost a slow tablet more than the rows themselves.
 * Marks the list, so that the buttons that are for a page without script step back.
 */
export function desk({ keeper, usesKeys, standsAt }: Desk): Attachment<HTMLElement> {
  return (list) => {
    const listening = new AbortController()
    const { signal } = listening
    list.dataset['auto'] = ''
    list.addEventListener('input', (event) => save(keeper, event.target, typingPause), { signal })
    list.addEventListener('change', (event) => save(keeper, event.target, 0), { signal })
    list.addEventListener('submit', (event) => submitted(keeper, event), { signal })
    list.addEventListener('focusin', (event) => standsAt(rowOf(event.target)), { signal })
    document.addEventListener('keydown', (event) => usesKeys() && keyActions(list, event), { signal })
    window.addEventListener('online', keeper.flush, { signal })
    window.addEventListener('focus', keeper.flush, { signal })
    window.addEventListener('beforeunload', (event) => keeper.hasUnsaved() && event.preventDefault(), {
      signal,
    })
    return () => listening.abort()
  }
}

function save(keeper: Keeper, target: EventTarget | null, pause: number): void {
  const form = formOf(target)
  if (form) keeper.write(form.dataset['row'] ?? '', readRow(form), pause)
}

function submitted(keeper: Keeper, event: SubmitEvent): void {
  const form = formOf(event.target)
  if (!form) return
  event.preventDefault()
  const rowId = form.dataset['row'] ?? ''
  const button = event.submitter
  if (button instanceof HTMLButtonElement && button.name === 'keep')
    keeper.choose(rowId, button.value === 'theirs' ? 'theirs' : 'mine', readRow(form))
  else keeper.write(rowId, readRow(form), 0)
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>('form[data-row]') : null
}

function rowOf(target: EventTarget | null): string {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-protocol-row]') : null
  return row?.dataset['protocolRow'] ?? ''
}
