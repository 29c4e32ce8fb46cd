/** Near the edge of the frame it scrolls along, so many pixels at each movement. */
const [edge, step] = [56, 18]

type Told = { over: (slot: string | null) => void; drop: (slot: string) => void }

/**
 * A card follows the pointer or the finger from its handle, and the month under it is told; released outside of every month
 * nothing happens. Typed moves go by the card's link.
 */
export function dragCard(start: PointerEvent, handle: HTMLElement, told: Told): void {
  const card = handle.closest<HTMLElement>('[data-card]')
  const frame = handle.closest<HTMLElement>('[data-frame]')
  if (!card || !frame || start.button > 0) return
  start.preventDefault()
  handle.setPointerCapture(start.pointerId)
  const from = { x: start.clientX + frame.scrollLeft, y: start.clientY + frame.scrollTop }
  card.classList.add('dragged')
  const move = (event: PointerEvent) => {
    scrollAlong(frame, event)
    const [x, y] = [event.clientX + frame.scrollLeft - from.x, event.clientY + frame.scrollTop - from.y]
    card.style.transform = `translate(${x}px, ${y}px)`
    told.over(slotUnder(event))
  }
  const stop = () => {
    for (const name of ['pointerup', 'pointercancel'] as const) handle.removeEventListener(name, end)
    handle.removeEventListener('pointermove', move)
    card.classList.remove('dragged')
    card.style.transform = ''
    told.over(null)
  }
  const end = (event: PointerEvent) => {
    const slot = event.type === 'pointerup' ? slotUnder(event) : null
    stop()
    if (slot !== null) told.drop(slot)
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', end)
  handle.addEventListener('pointercancel', end)
}

function slotUnder({ clientX, clientY }: PointerEvent): string | null {
  const cell = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-slot]')
  return cell?.dataset['slot'] ?? null
}

function scrollAlong(frame: HTMLElement, { clientX }: PointerEvent): void {
  const { left, right } = frame.getBoundingClientRect()
  if (clientX > right - edge) frame.scrollLeft += step
  if (clientX < left + edge) frame.scrollLeft -= step
}
