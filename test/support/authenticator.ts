import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** An authenticator in a few lines: one ES256 key, attestation "none", and a count that can be turned back. */
export type Authenticator = {
  credentialId: string
  count: number
  make(challenge: string, origin?: string): string
  use(challenge: string, origin?: string): string
}

export const place = { origin: 'https://uppsikt.exempel.se', rpId: 'uppsikt.exempel.se' }

export function makeAuthenticator(rpId = place.rpId): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const credentialId = id.toString('base64url')
  const self: Authenticator = {
    credentialId,
    count: 1,
    make(challenge, origin = place.origin) {
      const authData = Buffer.concat([
        head(rpId, 0x45, self.count),
        Buffer.alloc(16),
        short(id.length),
        id,
        cose(publicKey),
      ])
      return answer(credentialId, {
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: attestation(authData).toString('base64url'),
        transports: ['internal'],
      })
    },
    use(challenge, origin = place.origin) {
      self.count += 1
      const authData = head(rpId, 0x05, self.count)
      const client = clientData('webauthn.get', challenge, origin)
      return answer(credentialId, {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signed(privateKey, Buffer.concat([authData, sha256(client)])).toString('base64url'),
      })
    },
  }
  return self
}

function answer(id: string, response: Record<string, unknown>): string {
  return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} })
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** Whose site, who was there (present 1, verified 4, with a new credential 64), and the count. */
function head(rpId: string, flags: number, count: number): Buffer {
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags, 0)
  rest.writeUInt32BE(count, 1)
  return Buffer.concat([sha256(Buffer.from(rpId)), rest])
}

/** The public key as COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function cose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const [a, b] = [x, y].map((part) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(part, 'base64url')]),
  )
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    a ?? Buffer.alloc(0),
    Buffer.from([0x22]),
    b ?? Buffer.alloc(0),
  ])
}

/** CBOR of {fmt: "none", attStmt: {}, authData}. */
function attestation(authData: Buffer): Buffer {
  const word = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
  return Buffer.concat([
    Buffer.from([0xa3]),
    ...[word('fmt'), word('none'), word('attStmt'), Buffer.from([0xa0]), word('authData')],
    ...[Buffer.from([0x59]), short(authData.length), authData],
  ])
}

function signed(key: KeyObject, bytes: Buffer): Buffer {
  return sign('sha256', bytes, key)
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
