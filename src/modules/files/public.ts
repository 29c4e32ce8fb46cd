export {
  assertRoom,
  incomingFile,
  inspectionOf,
  neededFile,
  readFiles,
  readLocked,
  storeFile,
  type FilePlace,
  type IncomingFile,
} from './commands.ts'
export { inspectWord, type Inspected } from './inspect.ts'
export { filesTake, findFile } from './queries.ts'
export { FileBody, FileInput } from './contract.ts'
export { acceptedEndings } from './rules.ts'
export { refuseInfected } from './virus.ts'
