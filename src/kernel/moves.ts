import { Problem } from './problem.ts'

/** A state machine is one table: what can happen, from which states, and where it leads. */
type Moves<State extends string, Move extends string> = Readonly<
  Record<Move, { readonly from: readonly State[]; readonly to: State }>
>

export function allows<State extends string, Move extends string>(
  moves: Moves<State, Move>,
  state: State,
  move: Move,
): boolean {
  return moves[move].from.includes(state)
}

/** The state a move leads to. @throws Problem wrongState where the course does not allow it */
export function stateAfter<State extends string, Move extends string>(
  moves: Moves<State, Move>,
  state: State,
  move: Move,
): State {
  if (!allows(moves, state, move)) throw new Problem('wrongState', { detail: `${move} from ${state}` })
  return moves[move].to
}

/** What the rules of a module tell of its table: can it move so, where would it come to, and the same row once it has. */
export function courseOf<State extends string, Move extends string>(moves: Moves<State, Move>) {
  const stateOf = (state: State, move: Move): State => stateAfter(moves, state, move)
  return {
    canMove: (state: State, move: Move): boolean => allows(moves, state, move),
    stateOf,
    moved: <Row extends { state: State }>(row: Row, move: Move): Row => ({
      ...row,
      state: stateOf(row.state, move),
    }),
  }
}
