import { parentPort } from 'node:worker_threads'
import type { CleanPaper } from './clean-paper.ts'
import type { PdfStandard } from './paper.ts'
import { createTypstCompiler } from './typst-compile.ts'

export type PdfJob = { job: number; paper: CleanPaper; standard: PdfStandard }
export type PdfAnswer = { job: number; bytes: Uint8Array } | { job: number; fault: string }

const compile = createTypstCompiler()

parentPort?.on('message', ({ job, paper, standard }: PdfJob) => {
  parentPort?.postMessage(answer(job, paper, standard))
})

/** A fault goes back as text: an error of native code does not survive the way between threads. */
function answer(job: number, paper: CleanPaper, standard: PdfStandard): PdfAnswer {
  try {
    return { job, bytes: compile(paper, standard) }
  } catch (fault) {
    return { job, fault: fault instanceof Error ? fault.message : String(fault) }
  }
}
