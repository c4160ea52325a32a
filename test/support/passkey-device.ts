import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha = (text: string | Buffer) => createHash('sha256').update(text).digest()

/** What a device may be told to do wrong. */
interface Lies {
  origin?: string
  rpId?: string
  counter?: number
  /** Skips the finger or PIN. */
  unverified?: boolean
}

/** A passkey in software: makes and answers challenges as a phone does (WebAuthn level 2, ES256, no attestation). */
export const aDevice = (origin: string) => {
  const id = randomBytes(32)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  // COSE_Key: EC2, ES256, P-256
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))]
    ])
  )
  let counter = 0

  const authenticatorData = ({ rpId = new URL(origin).hostname, unverified, ...lies }: Lies, attested?: Uint8Array) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lies.counter ?? ++counter)
    const flags = 0x01 | (unverified ? 0 : 0x04) | (attested ? 0x40 : 0)
    return Buffer.concat([sha(rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)])
  }
  const clientData = (type: string, challenge: unknown, lies: Lies) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: lies.origin ?? origin, crossOrigin: false }))
  const answer = (response: object) => ({
    id: b64(id),
    rawId: b64(id),
    type: 'public-key' as const,
    clientExtensionResults: {},
    response
  })

  return {
    register(options: Record<string, unknown>, lies: Lies = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cose])
      const authData = new Uint8Array(authenticatorData(lies, attested))
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData]
        ]) as never
      )
      return answer({
        clientDataJSON: b64(clientData('webauthn.create', options.challenge, lies)),
        attestationObject: b64(attestation),
        transports: ['internal']
      })
    },
    assert(options: Record<string, unknown>, lies: Lies = {}) {
      const authData = authenticatorData(lies)
      const client = clientData('webauthn.get', options.challenge, lies)
      const signature = createSign('sha256')
        .update(Buffer.concat([authData, sha(client)]))
        .sign(privateKey)
      return answer({
        clientDataJSON: b64(client),
        authenticatorData: b64(authData),
        signature: b64(signature),
        userHandle: null
      })
    }
  }
}
