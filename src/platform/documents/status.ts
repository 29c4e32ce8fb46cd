import type { StatusKind, Tone } from './paper.ts'

export type Shape =
  'disc' | 'half' | 'ring-bar' | 'dash' | 'dotted' | 'triangle' | 'triangle-filled' | 'diamond' | 'info'

/** A status is word, shape and colour together: it must read in print, in grey and aloud. */
export type Mark = { word: string; shape: Shape; glyph: string; ink: string; ground: string; css: string }

export const marks = {
  met: { word: 'Uppfyllt', shape: 'disc', glyph: '●', ink: '#0d5030', ground: '#def2e5', css: 'met' },
  partly: {
    word: 'Delvis uppfyllt',
    shape: 'half',
    glyph: '◐',
    ink: '#6a4200',
    ground: '#fdedc9',
    css: 'partly',
  },
  notMet: {
    word: 'Inte uppfyllt',
    shape: 'ring-bar',
    glyph: '⊖',
    ink: '#8c1a1a',
    ground: '#fce3e1',
    css: 'not-met',
  },
  notApplicable: {
    word: 'Ej aktuellt',
    shape: 'dash',
    glyph: '–',
    ink: '#3a424c',
    ground: '#e8ebef',
    css: 'not-applicable',
  },
  notAssessed: {
    word: 'Ej bedömt',
    shape: 'dotted',
    glyph: '◌',
    ink: '#3a424c',
    ground: '#e8ebef',
    css: 'not-assessed',
  },
  minor: {
    word: 'Mindre brist',
    shape: 'triangle',
    glyph: '△',
    ink: '#6a4200',
    ground: '#fdedc9',
    css: 'minor',
  },
  serious: {
    word: 'Allvarlig brist',
    shape: 'triangle-filled',
    glyph: '▲',
    ink: '#8c1a1a',
    ground: '#fce3e1',
    css: 'serious',
  },
  acute: {
    word: 'Akut brist',
    shape: 'diamond',
    glyph: '◆',
    ink: '#ffffff',
    ground: '#a3171b',
    css: 'acute',
  },
} as const satisfies Record<StatusKind, Mark>

/** Notes stand on a pale ground in all tones; what is acute is told by its title, its shape and its red edge. */
export const tones = {
  information: { shape: 'info', glyph: 'ℹ', ink: '#0a4a70', ground: '#ddedf8', edge: '#0a4a70' },
  warning: { shape: 'triangle-filled', glyph: '▲', ink: '#6a4200', ground: '#fdedc9', edge: '#b07400' },
  acute: { shape: 'diamond', glyph: '◆', ink: '#8c1a1a', ground: '#fce3e1', edge: '#a3171b' },
} as const satisfies Record<Tone, { shape: Shape; glyph: string; ink: string; ground: string; edge: string }>
