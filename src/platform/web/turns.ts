import { Problem } from '#kernel/problem.ts'

const megabyte = 1024 * 1024

/**
 * What was sent is held whole in memory, several times over while it is read, looked through and saved. So only so much
 * may be in hand at once, and the rest waits its turn where it is: in the sender's own connection. Those who have not
 * signed in have a turn of their own, so that none of them can keep the others waiting.
 */
export const turnLimits = {
  small: megabyte,
  largest: 52 * megabyte,
  known: 160 * megabyte,
  stranger: 52 * megabyte,
}
export const queueLimits = { length: 200, patience: 60_000 }

type Queue = { free: number; waiting: Waiting[] }
type Waiting = { size: number; begin: () => void }

const queues = {
  known: createQueue(turnLimits.known),
  stranger: createQueue(turnLimits.stranger),
}

function createQueue(free: number): Queue {
  return { free, waiting: [] }
}

/** Does the work of a request when there is room for what it sends; a small one never waits. */
export async function inTurn<Result>(
  request: globalThis.Request,
  sender: keyof typeof queues,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const size = sizeOf(request)
  if (size <= turnLimits.small) return work()
  const queue = queues[sender]
  await turn(queue, size)
  try {
    return await work()
  } finally {
    queue.free += size
    callNext(queue)
  }
}

/** What does not say how much it is may be as much as the server takes. */
function sizeOf(request: globalThis.Request): number {
  if (!request.body) return 0
  const said = Number(request.headers.get('content-length') ?? Number.NaN)
  return said <= turnLimits.largest ? said : turnLimits.largest
}

async function turn(queue: Queue, size: number): Promise<void> {
  if (queue.waiting.length === 0 && queue.free >= size) {
    queue.free -= size
    return
  }
  if (queue.waiting.length >= queueLimits.length) throw new Problem('busy', { detail: 'too many at once' })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const own = { size, begin: resolve }
  queue.waiting.push(own)
  const timer = setTimeout(() => {
    queue.waiting.splice(queue.waiting.indexOf(own), 1)
    reject(new Problem('busy', { detail: 'no turn in time' }))
  }, queueLimits.patience)
  await promise.finally(() => clearTimeout(timer))
}

/** In the order they came: a large one is not passed by for ever. */
function callNext(queue: Queue): void {
  for (let first = queue.waiting[0]; first && queue.free >= first.size; first = queue.waiting[0]) {
    queue.waiting.shift()
    queue.free -= first.size
    first.begin()
  }
}
