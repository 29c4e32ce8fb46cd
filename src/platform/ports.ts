import { createServer } from 'node:net'

/** Whether a server could listen there now. */
export async function isFree(port: number, host: string): Promise<boolean> {
  return typeof (await tryPort(port, host)) === 'number'
}

export async function freePort(host: string): Promise<number> {
  const port = await tryPort(0, host)
  if (typeof port !== 'number') throw new Error('Det finns ingen ledig port på den här datorn.')
  return port
}

/** Listens for a moment; gives the port, or the code of the error, such as EADDRINUSE. */
export function tryPort(port: number, host: string): Promise<number | string> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 'EADDRNOTAVAIL'))
    })
  })
}
