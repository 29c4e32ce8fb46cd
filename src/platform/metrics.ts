import { createServer } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { connectionCounts } from './db/pool.ts'

/**
 * Figures for the operator's monitoring, on a port of their own that the public never reaches. Labels are names of ours
 * (a route, a method, a status), never an id or anything of a person, and so never more than a few hundred series.
 */
const register = new Registry()
const seconds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

const requests = new Counter({
  name: 'uppsikt_http_requests_total',
  help: 'Requests answered, by route as it is written in the code',
  labelNames: ['route', 'method', 'status'],
  registers: [register],
})
const requestSeconds = new Histogram({
  name: 'uppsikt_http_request_seconds',
  help: 'Time to answer a request',
  labelNames: ['route'],
  buckets: seconds,
  registers: [register],
})
const rounds = new Counter({
  name: 'uppsikt_worker_rounds_total',
  help: 'Rounds of background work',
  labelNames: ['work', 'outcome'],
  registers: [register],
})
const roundSeconds = new Histogram({
  name: 'uppsikt_worker_round_seconds',
  help: 'Time of a round of background work',
  labelNames: ['work'],
  buckets: seconds,
  registers: [register],
})
const lastRound = new Gauge({
  name: 'uppsikt_worker_last_round_timestamp_seconds',
  help: 'When a round of background work last ended well',
  labelNames: ['work'],
  registers: [register],
})
const waiting = new Gauge({
  name: 'uppsikt_waiting',
  help: 'What waits for the background work, or has failed',
  labelNames: ['what'],
  registers: [register],
})
const oldest = new Gauge({
  name: 'uppsikt_waiting_oldest_seconds',
  help: 'How long the oldest of it has waited',
  labelNames: ['what'],
  registers: [register],
})
new Gauge({
  name: 'uppsikt_database_connections',
  help: 'Connections of this process to the database',
  labelNames: ['state'],
  registers: [register],
  collect() {
    for (const [state, count] of Object.entries(connectionCounts())) this.set({ state }, count)
  },
})

export function countRequest(one: { route: string; method: string; status: number; ms: number }): void {
  requests.inc({ route: one.route, method: one.method, status: String(one.status) })
  requestSeconds.observe({ route: one.route }, one.ms / 1000)
}

export function countRound(work: string, outcome: 'done' | 'failed', ms: number): void {
  rounds.inc({ work, outcome })
  roundSeconds.observe({ work }, ms / 1000)
  if (outcome === 'done') lastRound.setToCurrentTime({ work })
}

export type Waiting = { readonly what: string; readonly count: number; readonly since: Date | null }

export function setWaiting(all: readonly Waiting[], now: Date): void {
  for (const { what, count, since } of all) {
    waiting.set({ what }, count)
    oldest.set({ what }, since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0)
  }
}

/** On the machine itself unless METRICS_HOST says otherwise: the figures tell how the municipality works. */
export function serveMetrics(port: string | undefined): { close(): void } | undefined {
  if (!port) return undefined
  collectDefaultMetrics({ register })
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    register
      .metrics()
      .then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text))
      .catch(() => response.writeHead(500).end())
  })
  server.listen(Number(port), process.env['METRICS_HOST'] ?? '127.0.0.1')
  server.unref()
  return server
}
