import { cleanText } from './clean-text.ts'

const elements = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan title desc defs clipPath ' +
    'linearGradient radialGradient stop pattern marker'
  ).split(' '),
)

const attributes = new Set(
  (
    'xmlns viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry d points transform id class ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-dasharray stroke-dashoffset stroke-linecap ' +
    'stroke-linejoin stroke-opacity opacity color clip-path clip-rule font-family font-size font-weight ' +
    'font-style font-variant-numeric text-anchor dominant-baseline alignment-baseline letter-spacing dx dy ' +
    'textLength lengthAdjust offset stop-color stop-opacity gradientUnits gradientTransform patternUnits ' +
    'patternTransform markerWidth markerHeight refX refY orient marker-start marker-mid marker-end role ' +
    'aria-hidden vector-effect shape-rendering paint-order xml:space'
  ).split(' '),
)

const token = /<\/?([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/guy
const pair = /(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu

/**
 * The picture with only drawing elements and drawing attributes left: no script, no style, no link, nothing fetched.
 * `undefined` if it is not well formed; the paper then shows its description alone, for a report must not fail on it.
 */
export function safeSvg(svg: string): string | undefined {
  const source = cleanText(svg)
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->/gu, '')
    .trim()
  const open: string[] = []
  let out = ''
  let at = 0
  for (const match of source.matchAll(token)) {
    if (match.index !== at) return undefined
    at += match[0].length
    const part = match[1] ? tag(match, open) : escapeText(match[0])
    const endsEarly = open.length === 0 && at < source.length
    if (part === undefined || endsEarly) return undefined
    out += part
  }
  const whole = at === source.length && open.length === 0
  return whole && svgProportion(out) !== undefined ? out : undefined
}

/** Height by width, from the view box, else from the size; `undefined` if the picture has no size to be shown in. */
export function svgProportion(svg: string): number | undefined {
  const root = /^<svg[^>]*>/u.exec(svg)?.[0]
  if (!root || [side(root, 'width'), side(root, 'height')].some((length) => length <= 0)) return undefined
  const box = /\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"/u.exec(root)
  const ratio = box ? Number(box[2]) / Number(box[1]) : side(root, 'height') / side(root, 'width')
  return ratio > 0 && Number.isFinite(ratio) ? ratio : undefined
}

/** NaN where it is not given, which no comparison takes for a length. */
function side(root: string, name: string): number {
  return parseFloat(new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(root)?.[1] ?? '')
}

function tag(
  [whole, name = '', list = '', selfClosing]: RegExpExecArray,
  open: string[],
): string | undefined {
  if (!elements.has(name)) return undefined
  if (whole.startsWith('</')) return open.pop() === name ? `</${name}>` : undefined
  if (!selfClosing) open.push(name)
  return `<${name}${keepAttributes(name, list)}${selfClosing ? '/' : ''}>`
}

function keepAttributes(name: string, list: string): string {
  const kept = new Map<string, string>()
  for (const [, key = '', double, single] of list.matchAll(pair)) {
    const value = double ?? single ?? ''
    if (attributes.has(key) && key !== 'xmlns' && !fetches(value)) kept.set(key, escapeText(value))
  }
  const written = [...kept].map(([key, value]) => ` ${key}="${value}"`).join('')
  return (name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : '') + written
}

/** `url(#id)` points inside the picture; every other address would be a call to somewhere. */
function fetches(value: string): boolean {
  return /url\s*\(\s*(?!['"]?#)|javascript:|data:/iu.test(value)
}

/** The five entities of XML stay; any other & is a sign of its own, for the PDF compiler stops at what it does not know. */
function escapeText(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt|quot|apos);)/gu, '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('>', '&gt;')
}
