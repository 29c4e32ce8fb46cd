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
