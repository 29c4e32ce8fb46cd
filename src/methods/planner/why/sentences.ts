import { formatMonth, monthNames } from '#kernel/dates.ts'
import { formatNumber, listOf, plural } from '#kernel/swedish.ts'
import type { Broken } from '../check/check.ts'
import type { Effect } from './effect.ts'
import type { Goal } from './terms.ts'
import type { DepthReason, MonthChoice, Why } from './why-here.ts'
import type { WindowStep } from './window-steps.ts'

/** How people are called where they are told of; the plan itself knows ids only. */
export type NameOf = (staffId: string) => string

const depthNames = { basic: 'grundläggande', inDepth: 'fördjupad' } as const

/** Why the months of its year are those they are, one sentence for each step that took some away. */
export function stepSentence({ step, because, removed, left }: WindowStep): string {
  if (step === 'pinned') return `Månaden är låst till ${formatMonth(because)}.`
  return `${reasons[step](because)} Därför faller ${monthsText(removed)} bort${rest(left)}`
}

const reasons: Record<Exclude<WindowStep['step'], 'pinned'>, (because: string) => string> = {
  half: (because) =>
    `Raden är låst till ${because.endsWith('H1') ? 'första' : 'andra'} halvåret ${because.slice(0, 4)}.`,
  start: (because) => `Enheten startar i ${formatMonth(because)}.`,
  end: (because) => `Enheten är i drift till och med ${formatMonth(because)}.`,
  choiceSystem: (because) =>
    `Enheten är ny i valfrihetssystemet i ${formatMonth(because)} och ska följas upp första gången en bestämd tid efter starten.`,
  procured: (because) =>
    `Beslut om avtalet ska fattas i ${formatMonth(because)}, och nämnden behöver rapporten i god tid före.`,
  history: (because) =>
    `Enheten följdes upp i ${formatMonth(because)}, och det ska gå en minsta tid mellan två uppföljningar.`,
  annualQuarter: (because) =>
    `Den årliga uppföljningen ligger i ${formatMonth(because)}, och en extra ligger aldrig i samma kvartal.`,
}

function rest(left: readonly string[]): string {
  return left.length > 0 ? `, och ${monthsText(left)} är kvar.` : ', och ingen månad är kvar.'
}

/** "januari till mars och augusti": months of one year that follow each other are told as a stretch. */
export function monthsText(months: readonly string[]): string {
  const numbers = months.map((month) => Number(month.slice(5))).sort((a, b) => a - b)
  const stretches = numbers.reduce<number[][]>((made, number) => {
    const last = made.at(-1)
    if (last?.at(-1) === number - 1) last.push(number)
    else made.push([number])
    return made
  }, [])
  return listOf(stretches.flatMap(stretchTexts))
}

function stretchTexts(numbers: readonly number[]): string[] {
  if (numbers.length < 3) return numbers.map((number) => nameOfMonth(number))
  return [`${nameOfMonth(numbers[0])} till ${nameOfMonth(numbers.at(-1))}`]
}

function nameOfMonth(number: number | undefined = 1): string {
  return monthNames[number - 1] ?? ''
}

export function depthSentence({ by, every, history }: DepthReason): string {
  const turn = every === 2 ? 'Vartannat års' : `Vart ${every}:e års`
  if (by === 'extra') return 'Extra uppföljningar är alltid grundläggande.'
  if (by === 'schedule') return 'Områdets schema bestämmer vilka år enheten har fördjupad uppföljning.'
  if (by === 'everyOne') return 'Alla årliga uppföljningar är fördjupade.'
  if (by === 'history' && history)
    return `${turn} uppföljning är fördjupad, och den i ${formatMonth(history.month)} var ${depthNames[history.depth]}.`
  return `${turn} uppföljning är fördjupad. Vilket år det börjar är valt så att arbetet räcker till.`
}

const goalNames: Record<Goal, string> = {
  riskEarly: 'hög risk följs upp tidigt på året',
  evenLoad: 'arbetet är jämnt över kvartalen',
  extra: 'enheter med hög risk får en extra uppföljning',
  unchanged: 'den beslutade planen ändras så lite som möjligt',
}

export function goalsSentence({ serves, carriedOut }: Pick<Why, 'serves' | 'carriedOut'>): string {
  if (carriedOut) return 'Uppföljningen är genomförd och ligger kvar.'
  if (serves.length === 0) return 'Reglerna avgör månaden, inte målen.'
  return `Här bidrar den till att ${listOf(serves.map((goal) => goalNames[goal]))}.`
}

/** What choosing that month would lead to. */
export function choiceSentence({ month, effect }: MonthChoice, nameOf: NameOf = (id) => id): string {
  const name = nameOfMonth(Number(month.slice(5)))
  if (effect.broken.length > 0) return `${capital(name)} går inte: ${listOf(brokenTexts(effect, nameOf))}.`
  return `${capital(name)} går: planens kostnad ${costText(effect.cost.total)}.`
}

function costText(change: number): string {
  const amount = Math.round(Math.abs(change) * 100) / 100
  if (amount === 0) return 'blir densamma'
  return `${change > 0 ? 'ökar' : 'minskar'} med ${formatNumber(amount)}`
}

/** Each rule once, as it would be said in a sentence. */
export function brokenTexts({ broken }: Pick<Effect, 'broken'>, nameOf: NameOf = (id) => id): string[] {
  return [...new Set(broken.map((one) => brokenText(one, nameOf)))]
}

function brokenText(one: Broken, nameOf: NameOf): string {
  const text = texts[one.rule]
  return typeof text === 'string' ? text : text(one, nameOf)
}

const texts: Record<Broken['rule'], string | ((one: Broken, nameOf: NameOf) => string)> = {
  annual: 'enheten får inte en uppföljning om året',
  window: 'månaden är ingen som uppföljningen får ligga i',
  pinned: 'månaden är låst till en annan',
  choiceSystem: 'den första uppföljningen efter starten hamnar utanför sin tid',
  procured: 'den hamnar utanför tiden före beslutet om avtalet',
  operation: 'enheten är inte i drift då',
  inDepth: 'turordningen mellan fördjupade och grundläggande uppföljningar bryts',
  gap: ({ amount = 0 }) =>
    `det blir ${plural(amount, 'månad', 'månader')} för kort tid mellan två uppföljningar`,
  capacity: ({ staffId = '', month = '', amount = 0 }, nameOf) =>
    `${nameOf(staffId)} får ${formatNumber(Math.round(amount * 10) / 10)} timmar för mycket i ${formatMonth(month)}`,
  team: 'teamet uppfyller inte kraven',
  boardReports: ({ month = '', amount = 0 }) =>
    `nämnden får ${plural(amount, 'rapport', 'rapporter')} för mycket i ${formatMonth(month)}`,
  extra: 'den extra uppföljningen får inte ligga där',
  executed: 'det som är genomfört kan inte ändras',
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
