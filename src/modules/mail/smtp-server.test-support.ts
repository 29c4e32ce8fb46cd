import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/**
 * A small SMTP server on the machine itself, spoken by hand. `behave` answers a command with a line, or with undefined
 * to hang up; `content` is the answer after a mail's text. What was taken is in `taken`.
 */
export type Behaviour = {
  readonly greeting?: string
  readonly onRcpt?: (address: string) => string
  /** Undefined: the line is broken after the text was taken. Null: silence. */
  readonly onContent?: () => string | null | undefined
  readonly offersTls?: boolean
}

export async function smtpServer(behaviour: Behaviour = {}) {
  const taken: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    speak(socket, behaviour, taken)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // listening on a port, so it is one
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function speak(socket: Socket, behaviour: Behaviour, taken: string[]): void {
  const say = (line: string) => void socket.write(`${line}\r\n`)
  let unread = ''
  let text: string | undefined
  say(behaviour.greeting ?? '220 prov ESMTP')
  socket.on('data', (chunk) => {
    unread += chunk.toString()
    if (text !== undefined) readText()
    else
      for (let at = unread.indexOf('\r\n'); at >= 0 && text === undefined; at = unread.indexOf('\r\n')) {
        const line = unread.slice(0, at)
        unread = unread.slice(at + 2)
        answer(line)
      }
  })

  function readText() {
    const end = unread.indexOf('\r\n.\r\n')
    if (end < 0) return
    const told = behaviour.onContent ? behaviour.onContent() : '250 2.0.0 taken'
    if (told !== undefined || behaviour.onContent) taken.push(unread.slice(0, end))
    unread = unread.slice(end + 5)
    text = undefined
    if (told === undefined) socket.destroy()
    else if (told !== null) say(told)
  }

  function answer(line: string) {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') return say(behaviour.offersTls ? '250-prov\r\n250 STARTTLS' : '250 prov')
    if (verb === 'STAR') return say('502 5.5.1 not here')
    if (verb === 'RCPT') return say(behaviour.onRcpt?.(line) ?? '250 ok')
    if (verb === 'DATA') {
      text = ''
      return say('354 go on')
    }
    if (verb === 'QUIT') return void socket.end('221 bye\r\n')
    say('250 ok')
  }
}
