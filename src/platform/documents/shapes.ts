import type { Shape } from './status.ts'

const line = 'fill="none" stroke="currentColor" stroke-width="1.6"'
const ring = `<circle cx="6" cy="6" r="4.8" ${line}`

const drawn = {
  disc: '<circle cx="6" cy="6" r="5.4" fill="currentColor"/>',
  half: `${ring}/><path d="M6 1.2a4.8 4.8 0 0 0 0 9.6z" fill="currentColor"/>`,
  'ring-bar': `${ring}/><path d="M3.4 6h5.2" ${line}/>`,
  dash: `<path d="M1 6h10" ${line}/>`,
  dotted: `${ring} stroke-dasharray="1.5 2.27"/>`,
  triangle: `<path d="M6 1.6 11 10.6H1z" ${line} stroke-linejoin="round"/>`,
  'triangle-filled': '<path d="M6 .8 11.6 11.2H.4z" fill="currentColor"/>',
  diamond: '<path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor"/>',
  info: `${ring}/><path d="M6 5.2v3.6M6 3v1.4" ${line}/>`,
} as const satisfies Record<Shape, string>

/** Drawn in the colour of its word and silent: the word beside it is what is read aloud. */
export function shapeSvg(shape: Shape): string {
  return `<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">${drawn[shape]}</svg>`
}
