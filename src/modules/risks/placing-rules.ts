/** How much an agreement means, and how large or hard it is: 1 is little, 4 is much. */
export const grades = [1, 2, 3, 4] as const
export type Grade = (typeof grades)[number]

/** Four ways to follow an agreement, by the two halves of both scales. */
export const quadrants = ['strategic', 'critical', 'weighty', 'routine'] as const
export type Quadrant = (typeof quadrants)[number]

/** From 3 on a scale counts as much. */
const much = 3

export function quadrantOf(importance: Grade, complexity: Grade): Quadrant {
  if (importance >= much) return complexity >= much ? 'strategic' : 'critical'
  return complexity >= much ? 'weighty' : 'routine'
}

/** The follow-up that a quadrant proposes; whoever plans decides. `inDepthEvery`: years between, 0 for never by itself. */
export const proposals = {
  strategic: { depth: 'inDepth', inDepthEvery: 1 },
  critical: { depth: 'inDepth', inDepthEvery: 2 },
  weighty: { depth: 'basic', inDepthEvery: 3 },
  routine: { depth: 'basic', inDepthEvery: 0 },
} as const satisfies Record<Quadrant, { depth: 'basic' | 'inDepth'; inDepthEvery: number }>
