/** A state is word, shape and colour together, so that it reads in print, in grey and aloud. */
export type Verdict = 'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed'
export type Severity = 'minor' | 'serious' | 'acute'
export type Tone = 'info' | 'neutral' | 'ok' | 'warn'
export type StatusKind = Verdict | Severity | Tone

/** `filled` is painted, `drawn` is a line, `dots` makes the line dotted; on a 16 by 16 ground. */
export type Shape = { filled?: string; drawn?: string; dots?: string }

const ring = 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0'
const triangle = 'M8 1.75 15 14H1z'
const mark = 'M7.1 6h1.8l-.3 4H7.4zM7.1 11h1.8v1.6H7.1z'

export const shapes: Readonly<Record<StatusKind, Shape>> = {
  met: { filled: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0' },
  partly: { drawn: ring, filled: 'M8 2.5a5.5 5.5 0 0 0 0 11z' },
  notMet: { drawn: `${ring}M5 8h6` },
  notApplicable: { drawn: 'M3 8h10' },
  notAssessed: { drawn: ring, dots: '0.1 2.78' },
  minor: { drawn: 'M8 3 13.75 13H2.25z' },
  serious: { filled: `${triangle}${mark}` },
  acute: { filled: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM7 4h2l-.3 5H7.3zM7 10.5h2v1.8H7z' },
  info: {
    filled:
      'M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2zM7 3.7h2v2H7zM7 7h2v5.3H7z',
  },
  neutral: { filled: 'M4 4h8v8H4z' },
  ok: { drawn: 'M3 8.5 6.5 12 13 4.5' },
  warn: { filled: `${triangle}${mark}` },
}
