import { pino, type DestinationStream, type Logger } from 'pino'

export type { Logger }

const REDACTED = ['password', '*.password', 'accessToken', '*.accessToken', 'headers', '*.headers', 'text', '*.text']

/**
 * Structured logs on stdout, pretty on a terminal; `elsewhere` takes their lines instead. Message texts, passwords, tokens and
 * headers are never passed to it.
 */
export const createLogger = (level: string, elsewhere?: DestinationStream): Logger => {
  const options = { level, base: undefined, redact: REDACTED }
  if (elsewhere) return pino(options, elsewhere)
  const pretty = { target: 'pino-pretty', options: { ignore: 'time', singleLine: true } }
  return pino({ ...options, ...(process.stdout.isTTY && { transport: pretty }) })
}
