import { parentPort } from 'node:worker_threads'

/** A thread in which V8 gives up: the process it runs in is ended, as where far too much memory is wanted in one step. */
parentPort?.on('message', () => process.kill(process.pid, 'SIGABRT'))
