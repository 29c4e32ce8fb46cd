export { saveAnalysis, saveVerdict } from './protocol-commands.ts'
export { addEvidence, removeEvidence } from './protocol-evidence.ts'
export { listAcuteDeliveries, raiseAcute, type AcuteDelivery } from './protocol-acute.ts'
export { listDetails, listSubmittedFiles } from './protocol-details.ts'
export { listPresent, touchPresence } from './protocol-presence.ts'
export { findAnalysis, findRow, listChangedRows, listRows } from './protocol-queries.ts'
export {
  checkProtocol,
  checkRow,
  countVerdicts,
  type AreaProgress,
  type CheckedRow,
  type Fault,
  type FaultCode,
  type ProtocolCheck,
} from './protocol-rules.ts'
