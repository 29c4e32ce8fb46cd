import { Problem } from '#kernel/problem.ts'

const megabyte = 1024 * 1024

/**
 * What was sent is held whole in memory, several times over while it is read, looked through and saved. So only so much
 * may be in hand at once, and few enough that the others still get a connection to the database; the rest waits its
 * turn where it is: in the sender's own connection. Those who have not signed in have a turn of their own, so that none
 * of them can keep the others waiting.
 */
export const turnLimits = {
  small: megabyte,
  largest: 52 * megabyte,
  known: { bytes: 160 * megabyte, places: 5 },
  stranger: { bytes: 52 * megabyte, places: 1 },
}
export const queueLimits = { length: 200, patience: 60_000 }

type Queue = { bytes: number; places: number; waiting: Waiting[] }
type Waiting = { size: number; begin: () => void }

const queues: Record<'known' | 'stranger', Queue> = {
  known: { ...turnLimits.known, waiting: [] },
  stranger: { ...turnLimits.stranger, waiting: [] },
}

/**
 * Does the work of a request when there is room for what it sends; a small one never waits. A form that carries files does,
 * however small: how long a file takes to read is decided by whoever made it, and meanwhile it holds a connection.
 */
export async function inTurn<Result>(
  request: globalThis.Request,
  sender: keyof typeof queues,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const size = sizeOf(request)
  if (size <= turnLimits.small && !carriesFiles(request)) return work()
  const queue = queues[sender]
  await turn(queue, size)
  try {
    return await work()
  } finally {
    take(queue, -size)
    callNext(queue)
  }
}

/** Of one person: what is read now, and what waits. Kept while there is any. */
const own = new Map<string, Queue>()
export const ownLimits = { places: 1, length: 20 }

/**
 * The files of one person are read one at a time, however they are sent, so that nobody's many keep the files of
 * others waiting.
 */
export async function inOwnTurn<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
  const queue = own.get(accountId) ?? { bytes: ownLimits.places, places: ownLimits.places, waiting: [] }
  own.set(accountId, queue)
  await turn(queue, 1, ownLimits.length)
  try {
    return await work()
  } finally {
    take(queue, -1)
    callNext(queue)
    if (queue.places === ownLimits.places) own.delete(accountId)
  }
}

function carriesFiles({ headers }: globalThis.Request): boolean {
  return headers.get('content-type')?.toLowerCase().startsWith('multipart/form-data') === true
}

/** What does not say how much it is may be as much as the server takes. */
function sizeOf(request: globalThis.Request): number {
  if (!request.body) return 0
  const said = Number(request.headers.get('content-length') ?? Number.NaN)
  return said <= turnLimits.largest ? said : turnLimits.largest
}

async function turn(queue: Queue, size: number, most = queueLimits.length): Promise<void> {
  if (queue.waiting.length === 0 && hasRoom(queue, size)) return take(queue, size)
  if (queue.waiting.length >= most) throw new Problem('busy', { detail: 'too many at once' })
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
  for (let first = queue.waiting[0]; first && hasRoom(queue, first.size); first = queue.waiting[0]) {
    queue.waiting.shift()
    take(queue, first.size)
    first.begin()
  }
}

function hasRoom(queue: Queue, size: number): boolean {
  return queue.places > 0 && queue.bytes >= size
}

function take(queue: Queue, size: number): void {
  queue.bytes -= size
  queue.places -= Math.sign(size)
}
