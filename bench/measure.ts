import { Agent, request } from 'node:http'

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * share) / 100) - 1)] ?? Number.NaN
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** Ours and the reference in turn, first a round of each that is not counted: the machine's mood hits both alike. */
export async function interleaved(
  rounds: number,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<{ ours: number[]; reference: number[] }> {
  const measured = { ours: [] as number[], reference: [] as number[] }
  await ours()
  await reference()
  for (let round = 0; round < rounds; round += 1) {
    measured.ours.push(await ours())
    measured.reference.push(await reference())
  }
  return measured
}

export type Call = {
  readonly url: string
  readonly cookie?: string
  readonly method?: 'GET' | 'PUT'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
export type Answer = { readonly status: number; readonly body: Buffer; readonly ms: number }

/** Node's own http: on a machine of two cores, a heavier client would be most of what is measured. */
export async function call(agent: Agent, asked: Call): Promise<Answer> {
  return (await callOnce(agent, asked)) ?? call(agent, asked)
}

/** Undefined when the connection had been idle so long that the server closed it as the request was on its way. */
function callOnce(
  agent: Agent,
  { url, cookie, method = 'GET', body, headers }: Call,
): Promise<Answer | undefined> {
  const before = performance.now()
  const text = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent,
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
        ...headers,
      },
    })
    sent.once('error', (error) => (sent.reusedSocket ? resolve(undefined) : reject(error)))
    sent.once('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts),
          ms: performance.now() - before,
        }),
      )
    })
    sent.end(text)
  })
}

export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections })
}

export type Load = { readonly perSecond: number; readonly answers: readonly Timed[]; readonly errors: number }
export type Timed = { readonly ms: number; readonly status: number }

/** So many clients, each asking again as soon as it has an answer, for a time. */
export async function load(
  clients: number,
  seconds: number,
  ask: (agent: Agent, client: number, turn: number) => Promise<Timed>,
): Promise<Load> {
  const agent = keepAlive(clients)
  const answers: Timed[] = []
  const start = performance.now()
  const until = start + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; performance.now() < until; turn += 1) answers.push(await ask(agent, client, turn))
    }),
  )
  const lasted = (performance.now() - start) / 1000
  agent.destroy()
  return {
    perSecond: answers.length / lasted,
    answers,
    errors: answers.filter(({ status }) => status < 200 || status >= 300).length,
  }
}
