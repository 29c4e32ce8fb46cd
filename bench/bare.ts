import { createServer } from 'node:http'
import pg from 'pg'

/**
 * The reference: a server that does nothing but run given statements and answer with their rows. No session, no
 * rights, no row-level security, no checks. Started as a process of its own, as ours is.
 */
type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }

// Written by bare-server.ts.
const pages = JSON.parse(process.env['BENCH_STATEMENTS'] ?? '[]') as Statement[][]
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 12 })

createServer((request, response) => {
  const statements = pages[Number(request.url?.slice(1))]
  if (!statements) return void response.end('ready')
  run(statements).then(
    (results) => {
      const body = JSON.stringify(results)
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    },
    (error: unknown) => {
      console.error(error)
      response.writeHead(500).end()
    },
  )
}).listen(Number(process.env['PORT']), '127.0.0.1')

process.once('SIGTERM', () => process.exit(0))

async function run(statements: readonly Statement[]): Promise<unknown[]> {
  const client = await pool.connect()
  try {
    const results = []
    for (const { sql, parameters } of statements)
      results.push((await client.query(sql, [...parameters])).rows)
    return results
  } finally {
    client.release()
  }
}
