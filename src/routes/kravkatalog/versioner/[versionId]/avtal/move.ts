import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { bindCatalogue } from '#modules/agreements/public.ts'
import type { Command } from '#platform/command.ts'

type Input = { versionId: string; agreements: readonly string[]; from: string; note: string }
type Result = { moved: number; left: number }

/**
 * Each chosen agreement by its own command, with its own board and its own line in the log: one that cannot be moved
 * that day does not hold back the others. A fault of the day itself, that stops them all, is told at its field.
 */
export const moveAgreements: Command<Input, Result> = Object.assign(
  async (request: Parameters<Command<Input, Result>>[0], input: Input): Promise<Result> => {
    if (input.agreements.length === 0)
      throw new Problem('invalidInput', { fields: [{ path: 'agreements', code: 'chooseOne' }] })
    const faults: Problem[] = []
    for (const agreementId of input.agreements) {
      const change = { agreementId, catalogueVersionId: input.versionId, from: input.from, note: input.note }
      await bindCatalogue({ ...request, commandId: uuidv7() }, change).catch((cause: unknown) => {
        if (!isProblem(cause)) throw cause
        if (cause.code !== 'alreadyDone') faults.push(cause)
      })
    }
    if (faults[0] && faults.length === input.agreements.length) throw faults[0]
    return { moved: input.agreements.length - faults.length, left: faults.length }
  },
  { verb: bindCatalogue.verb, input: z.unknown() },
)
