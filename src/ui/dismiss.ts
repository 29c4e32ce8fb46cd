import type { Attachment } from 'svelte/attachments'

/** Closes an open menu at Escape and at a click beside it. Without script the summary closes it. */
export const dismissable: Attachment<HTMLDetailsElement> = (menu) => {
  const closeBeside = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  const closeAtEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
  document.addEventListener('click', closeBeside)
  menu.addEventListener('keydown', closeAtEscape)
  return () => {
    document.removeEventListener('click', closeBeside)
    menu.removeEventListener('keydown', closeAtEscape)
  }
}
