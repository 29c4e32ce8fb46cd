import { verdicts, type RowValues, type Verdict } from '#modules/followups/protocol-rules.ts'

/** A row's form as values. What is not a number stays as it was typed: the server says so, and nothing is lost. */
export function readRow(form: HTMLFormElement): RowValues {
  const data = new FormData(form)
  const text = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  const level = text('level')
  return {
    verdict: verdictOf(text('verdict')),
    level: level === '' ? null : Number(level),
    measured: measuredOf(text('measured')),
    note: text('note'),
    reason: text('reason'),
  }
}

export function verdictOf(text: string): Verdict {
  return verdicts.find((verdict) => verdict === text) ?? 'notAssessed'
}

/** The number as a Swede writes it; what is no number stays as typed, to be shown again and mended. */
export function measuredOf(text: string): number | null {
  const plain = text.replace(/\s/g, '').replace('−', '-').replace(',', '.')
  if (plain === '') return null
  // Text goes along as it is, past the type, so that the server refuses it with words that help.
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : (text as unknown as number)
}
