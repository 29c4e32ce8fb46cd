export { incomingFile, storeFile, type FilePlace, type IncomingFile } from './commands.ts'
export { findFile } from './queries.ts'
export { FileBody, FileInput } from './contract.ts'
export { acceptedEndings } from './rules.ts'
