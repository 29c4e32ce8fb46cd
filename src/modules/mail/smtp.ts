import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { mailAddress } from '#kernel/mail-address.ts'
import type { MailConfig, Outcome } from './rules.ts'

export type Mail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

const connectMs = 10_000
const silenceMs = 30_000

/** One mail to the server, and what it answered. It never throws: every fault is an outcome. */
export async function sendMail(config: MailConfig, mail: Mail, silence = silenceMs): Promise<Outcome> {
  if (!mailAddress.test(mail.to)) return { kind: 'never', code: null, answer: 'not an address' }
  const transport = transportOf(config, silence)
  const content = { left: false }
  transport.use('stream', (message, done) => {
    // Asked for only when the server has taken sender and receiver: from here on it may have arrived.
    message.message.processFunc((text) => Readable.from(marked(text, content), { objectMode: false }))
    done()
  })
  try {
    const sent = await transport.sendMail({
      from: config.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.id}@${config.home.hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return { kind: 'sent', code: codeIn(sent.response), answer: shortened(sent.response) }
  } catch (fault) {
    return outcomeOf(fault, content.left)
  } finally {
    transport.close()
  }
}

/** Lazy: nothing is read, and nothing marked, before the line asks for the first piece. */
async function* marked(text: Readable, content: { left: boolean }): AsyncGenerator<unknown> {
  content.left = true
  yield* text
}

function transportOf(config: MailConfig, silence: number) {
  const { url } = config
  const secure = url.protocol === 'smtps:'
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: config.needsTls && !secure,
    ignoreTLS: !config.needsTls && !secure,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: connectMs,
    greetingTimeout: Math.min(connectMs, silence),
    socketTimeout: silence,
  })
}

/** An answer of 5xx is for good; one of 4xx, and everything before the content has left, is for now. */
function outcomeOf(fault: unknown, contentLeft: boolean): Outcome {
  const code = numberIn(fault, 'responseCode')
  const answer = shortened(fault instanceof Error ? fault.message : String(fault))
  if (code !== null) return { kind: isForGood(fault, code) ? 'never' : 'later', code, answer }
  return { kind: contentLeft ? 'unsure' : 'later', code: null, answer }
}

/** A refused sign-in is the installation's fault, not the mail's: it is mended, and the mail goes then. */
function isForGood(fault: unknown, code: number): boolean {
  const isSignIn = typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'EAUTH'
  return code >= 500 && !isSignIn
}

function numberIn(fault: unknown, name: 'responseCode'): number | null {
  if (typeof fault !== 'object' || fault === null || !(name in fault)) return null
  return typeof fault[name] === 'number' ? fault[name] : null
}

function codeIn(response: string): number | null {
  const code = Number(response.slice(0, 3))
  return Number.isInteger(code) && code > 0 ? code : null
}

/** One line, short: an answer of a server may be long and repeat what it was sent. */
function shortened(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}
