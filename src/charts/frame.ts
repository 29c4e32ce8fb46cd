/** What every chart shares. Colours are literal, for a PDF knows no style sheet; they part in grey as well. */
export const chartInk = '#1b2026'
export const chartQuiet = '#515b66'
export const chartLine = '#7a8490'
export const chartAccent = '#0a5a78'
export const chartWidth = 640

type Frame = { height: number; title: string; description: string }

export function chartFrame({ height, title, description }: Frame, drawn: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${height}" width="${chartWidth}" ` +
    `height="${height}" role="img" font-family="Source Sans 3" font-size="13">` +
    `<title>${chartText(title)}</title><desc>${chartText(description)}</desc>${drawn}</svg>`
  )
}

/** Two decimals, so that the same numbers give the same bytes on every machine. */
export function chartNumber(value: number): string {
  return String(Math.round(value * 100) / 100)
}

export function chartText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
