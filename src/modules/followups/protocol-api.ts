import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { examples } from './examples.ts'
import { raiseAcute } from './protocol-acute.ts'
import { saveAnalysis, saveVerdict } from './protocol-commands.ts'
import {
  EvidenceBody,
  EvidenceView,
  RaiseAcute,
  RowView,
  SaveAnalysis,
  SavedRow,
  SaveVerdict,
} from './protocol-contract.ts'
import { addEvidence, removeEvidence } from './protocol-evidence.ts'
import { listEvidence } from './protocol-details.ts'
import { listRows } from './protocol-queries.ts'
import { checkProtocol, faultCodes } from './protocol-rules.ts'
import { findFollowUp } from './queries.ts'

const tag = 'Protocol'
const followUp = z.object({ followUpId: z.uuid() })
const row = z.object({ rowId: z.uuid() })
const fault = z.object({ rowId: z.uuid(), code: z.enum(faultCodes), blocks: z.boolean() })

export const protocolApi: readonly Operation[] = [
  reading({
    path: '/follow-ups/{followUpId}/protocol',
    tag,
    verb: 'protocol.read',
    summary: 'Visa protokollet / Show the protocol',
    description: 'Every row with its verdict, level, note and revision, and the evidence, as they are now.',
    params: followUp,
    answer: z.object({ rows: z.array(RowView), evidence: z.array(EvidenceView) }),
    run: async (tx, { followUpId }) => {
      if (!(await findFollowUp(tx, followUpId))) return undefined
      return { rows: await listRows(tx, followUpId), evidence: await listEvidence(tx, followUpId) }
    },
  }),
  reading({
    path: '/follow-ups/{followUpId}/checks',
    tag,
    verb: 'protocol.read',
    summary: 'Kontrollera protokollet / Check the protocol',
    description:
      'What stops the draft from being sent, and what has to be confirmed, with progress per area.',
    params: followUp,
    answer: z.object({
      faults: z.array(fault),
      warnings: z.array(fault),
      areas: z.array(
        z.object({
          area: z.string(),
          total: z.number().int(),
          assessed: z.number().int(),
          blocking: z.number().int(),
          warnings: z.number().int(),
        }),
      ),
    }),
    run: async (tx, { followUpId }) => {
      if (!(await findFollowUp(tx, followUpId))) return undefined
      return checkProtocol(await listRows(tx, followUpId))
    },
  }),
  changing({
    method: 'put',
    path: '/protocol-rows/{rowId}',
    tag,
    summary: 'Spara en bedömning / Save a verdict',
    description:
      'Send the revision you saw. If a colleague was there before, the answer is 412 with what holds now in `current`.',
    params: row,
    body: SaveVerdict.omit({ rowId: true }),
    example: examples.saveVerdict,
    answer: SavedRow,
    command: saveVerdict,
  }),
  changing({
    method: 'post',
    path: '/protocol-rows/{rowId}/evidence',
    tag,
    summary: 'Lägg till underlag / Add evidence',
    description: 'Text, a file handed in for this follow-up (`fileId`), or a new file in base64.',
    params: row,
    body: EvidenceBody,
    example: examples.addEvidence,
    answer: z.object({ id: z.uuid(), rowId: z.uuid() }),
    command: addEvidence,
    created: true,
  }),
  changing({
    method: 'delete',
    path: '/evidence/{evidenceId}',
    tag,
    summary: 'Ta bort underlag / Remove evidence',
    description: 'The evidence is marked as removed and kept in the history.',
    params: z.object({ evidenceId: z.uuid() }),
    answer: z.object({ id: z.uuid(), rowId: z.uuid() }),
    command: removeEvidence,
  }),
  changing({
    method: 'post',
    path: '/protocol-rows/{rowId}/acute-finding',
    tag,
    summary: 'Meddela en akut brist / Raise an acute finding',
    description:
      'Goes out at once to the director, the board and the unit, with a demand for an action plan. It does not replace a lex Sarah report.',
    params: row,
    body: RaiseAcute.omit({ rowId: true }),
    example: examples.raiseAcute,
    answer: z.object({ id: z.uuid(), planId: z.uuid(), rowId: z.uuid() }),
    command: raiseAcute,
    created: true,
  }),
  changing({
    method: 'put',
    path: '/follow-ups/{followUpId}/analysis',
    tag,
    summary: 'Spara sammanfattning och analys / Save summary and analysis',
    description: 'Summary, analysis, and what individual follow-up and economy add, or why they add nothing.',
    params: followUp,
    body: z.object(SaveAnalysis.shape).omit({ followUpId: true }),
    example: examples.saveAnalysis,
    answer: z.object({ id: z.uuid(), revision: z.number().int() }),
    command: saveAnalysis,
  }),
]
