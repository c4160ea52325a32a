import { pino, type Logger } from 'pino'

export type { Logger }

/** Structured logs on stdout, pretty on a terminal. Message texts, passwords, tokens and headers are never passed to it. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: undefined,
    redact: ['password', '*.password', 'accessToken', '*.accessToken', 'headers', '*.headers', 'text', '*.text'],
    ...(process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'time', singleLine: true } } })
  })
