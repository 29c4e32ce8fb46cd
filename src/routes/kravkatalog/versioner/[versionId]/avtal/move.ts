import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { bindCatalogue } from '#modules/agreements/public.ts'
import type { Command } from '#platform/command.ts'

type Input = { versionId: string; agreements: readonly string[]; from: string; note: string; reason: string }
type Result = { moved: number; left: number; unplanned: number }

/**
 * Each chosen agreement by its own command, with its own board and its own line in the log: one that cannot be moved
 * that day, or lacks its follow-up plan, does not hold back the others. A fault that stops them all is told at its field.
 */
export const moveAgreements: Command<Input, Result> = Object.assign(
  async (request: Parameters<Command<Input, Result>>[0], input: Input): Promise<Result> => {
    if (input.agreements.length === 0)
      throw new Problem('invalidInput', { fields: [{ path: 'agreements', code: 'chooseOne' }] })
    const { versionId: catalogueVersionId, agreements, ...terms } = input
    const faults: Problem[] = []
    for (const agreementId of agreements) {
      const change = { ...terms, agreementId, catalogueVersionId }
      await bindCatalogue({ ...request, commandId: uuidv7() }, change).catch((cause: unknown) => {
        if (!isProblem(cause)) throw cause
        if (cause.code !== 'alreadyDone') faults.push(cause)
      })
    }
    if (faults[0] && faults.length === agreements.length) throw faults[0]
    const unplanned = faults.filter(({ fields }) => fields.some(({ path }) => path === 'reason')).length
    return { moved: agreements.length - faults.length, left: faults.length - unplanned, unplanned }
  },
  { verb: bindCatalogue.verb, input: z.unknown() },
)
