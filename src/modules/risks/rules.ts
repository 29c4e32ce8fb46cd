/** What speaks for a risk in a unit. Each is judged 0 (nothing) to 4 (much); the order is that of lists and forms. */
export const factors = [
  'results',
  'findings',
  'deviations',
  'complaints',
  'authority',
  'change',
  'turnover',
  'size',
  'inDepth',
  'newAgreement',
  'economy',
] as const
export type Factor = (typeof factors)[number]

/** How likely it is that something goes wrong, and how hard it strikes. */
export const axes = ['likelihood', 'consequence'] as const
export type Axis = (typeof axes)[number]

/** What has already happened to people, and how many there are, tells how hard it strikes; the rest how likely it is. */
export const axisOf = {
  results: 'likelihood',
  findings: 'consequence',
  deviations: 'likelihood',
  complaints: 'consequence',
  authority: 'consequence',
  change: 'likelihood',
  turnover: 'likelihood',
  size: 'consequence',
  inDepth: 'likelihood',
  newAgreement: 'likelihood',
  economy: 'likelihood',
} as const satisfies Record<Factor, Axis>

export const values = [0, 1, 2, 3, 4] as const
export type Value = (typeof values)[number]
export const mostValue = 4

/** A class of risk, and a step of an axis of the matrix: 1 is the lowest. */
export const classes = [1, 2, 3, 4, 5] as const
export type Class = (typeof classes)[number]

export const scales = ['total', ...axes] as const
export type Scale = (typeof scales)[number]

export type Weights = Readonly<Record<Factor, number>>
/** The points, of 100, from which class 2, 3, 4 and 5 begin: each higher than the one before. */
export type Limits = readonly [number, number, number, number]

/** How a board weighs risk. All of it is open, and changed with a reason. */
export type RiskRules = {
  readonly weights: Weights
  readonly limits: Readonly<Record<Scale, Limits>>
  /** The class from which something has to be done about the unit. */
  readonly actFrom: Exclude<Class, 1>
  /** How many months after its day a judgement is marked as old. It still counts. */
  readonly oldAfterMonths: number
}

export const mostWeight = 10

/** What holds until a board has chosen for itself. */
export const usualRules: RiskRules = {
  weights: {
    results: 4,
    findings: 5,
    deviations: 3,
    complaints: 3,
    authority: 4,
    change: 3,
    turnover: 3,
    size: 2,
    inDepth: 3,
    newAgreement: 2,
    economy: 2,
  },
  limits: { total: [10, 20, 30, 45], likelihood: [10, 20, 30, 45], consequence: [10, 20, 30, 45] },
  actFrom: 4,
  oldAfterMonths: 12,
}

export type Values = { readonly [F in Factor]?: Value | undefined }

export type Score = {
  /** 0–100: how much of the weight of the known factors is reached. */
  readonly points: number
  readonly risk: Class
  readonly likelihood: Class
  readonly consequence: Class
}

/**
 * The weighted share of what is known. A factor that nobody knows is left out rather than counted as nothing: a unit is
 * not safe because it has not been looked at. No factor that is known gives 0 points.
 */
export function scoreOf(known: Values, rules: RiskRules): Score {
  const points = pointsOf(known, rules.weights, 'total')
  const stepOf = (axis: Axis) => classOf(pointsOf(known, rules.weights, axis), rules.limits[axis])
  return {
    points,
    risk: classOf(points, rules.limits.total),
    likelihood: stepOf('likelihood'),
    consequence: stepOf('consequence'),
  }
}

export function pointsOf(known: Values, weights: Weights, scale: Scale): number {
  let reached = 0
  let whole = 0
  for (const factor of factors) {
    const value = known[factor]
    if (value === undefined || (scale !== 'total' && axisOf[factor] !== scale)) continue
    reached += weights[factor] * value
    whole += weights[factor] * mostValue
  }
  return whole === 0 ? 0 : Math.round((100 * reached) / whole)
}

export function classOf(points: number, limits: Limits): Class {
  // One more than the number of limits that are reached: 1 to 5.
  return (1 + limits.filter((limit) => points >= limit).length) as Class
}

/** The products of two steps from which a cell of the matrix has class 2, 3, 4 and 5. */
const cellLimits = [3, 5, 10, 16] as const

/** The class of a cell of the matrix: likely and harmless is as little as harsh and unlikely. */
export function classOfCell(likelihood: Class, consequence: Class): Class {
  return classOf(likelihood * consequence, cellLimits)
}

/** The factors that say something, the heaviest first; factors of the same weight keep their order. */
export function heaviest(known: Values, weights: Weights): Factor[] {
  const share = (factor: Factor) => weights[factor] * (known[factor] ?? 0)
  return factors.filter((factor) => share(factor) > 0).sort((one, other) => share(other) - share(one))
}

export function isRising(limits: readonly number[]): boolean {
  return limits.every((limit, at) => at === 0 || limit > (limits[at - 1] ?? 0))
}

export function isFactor(text: string): text is Factor {
  return factors.some((factor) => factor === text)
}
