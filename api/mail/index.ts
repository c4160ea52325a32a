import type { Transporter } from 'nodemailer'
import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../declarations.ts'
import type { Letter } from '../services/letters/letters.schema.ts'
import type { Words } from './texts.ts'

/** Mail that waits to go out is a row of `letters`, written with what it tells of: nothing is lost by a crash. */
export interface Mail {
  /** Whether this server can send mail (SMTP_URL). Otherwise letters lie where the owner can read and pass them on. */
  configured: boolean
  /** Sends `words` to an address once the transaction is durable. */
  post(transaction: Transaction, to: string, words: Words): Promise<void>
  /** Sends what is due. Called after each posting, and by the sweep for what failed before. */
  deliver(): Promise<void>
  close(): void
}

/** After a failure the next try waits so long (ms); after the last one the letter lies with the owner. */
const WAITS = [60_000, 5 * 60_000, 15 * 60_000, 3600_000, 6 * 3600_000]
/** So many connections to the mail server are kept, and mails sent at once. */
const LANES = 3
/** While a letter is being sent no other node takes it (ms). */
const CLAIM = 60_000

export const createMail = (app: Application): Mail => {
  const smtpUrl = app.get('smtpUrl')
  const transport = smtpUrl ? openTransport(smtpUrl) : undefined
  const from = app.get('mailFrom') || `hearth@${new URL(app.get('publicOrigin')()).hostname}`
  let running: Promise<void> | undefined
  let asked = false
  const rounds = async () => {
    // what was posted while the last round came to its end is seen by one more
    while (asked) {
      asked = false
      await deliverDue(app, transport, from)
    }
  }
  const deliver = () => {
    asked = true
    return (running ??= rounds().finally(() => (running = undefined)))
  }
  return {
    configured: transport !== undefined,
    async post({ trx, after }, to, { subject, text }) {
      const now = Date.now()
      const nextAt = transport ? now : null
      const row = {
        id: uuidv7(),
        toAddress: to,
        subject,
        text,
        createdAt: now,
        sentAt: null,
        error: null,
        tries: 0,
        nextAt
      }
      await trx!('letters').insert(row)
      // not waited for: how long a mail takes must not tell whether there was one to send
      after?.(() => void deliver().catch((error: unknown) => app.get('logger').error({ err: error }, 'mail not sent')))
    },
    deliver,
    close: () => void transport?.then((opened) => opened.close())
  }
}

const openTransport = async (url: string) => {
  const { createTransport } = await import('nodemailer')
  return createTransport({ url, pool: true, maxConnections: LANES })
}

type Due = Letter & { tries: number; nextAt: number }

const deliverDue = async (app: Application, transport: Promise<Transporter> | undefined, from: string) => {
  if (!transport) return
  const opened = await transport
  await Promise.all(Array.from({ length: LANES }, () => lane(app, opened, from)))
}

const lane = async (app: Application, transport: Transporter, from: string) => {
  for (let letter; (letter = await claim(app));) {
    const { id, toAddress: to, subject, text } = letter
    const outcome = await transport.sendMail({ from, to, subject, text }).then(
      () => ({ sentAt: Date.now(), text: '', error: null, nextAt: null }),
      (cause: unknown) => failed(letter, cause)
    )
    if (outcome.error) app.get('logger').warn({ reason: outcome.error }, 'mail could not be sent')
    await app.get('database').transaction((trx) => trx('letters').where({ id }).update(outcome))
  }
}

const failed = ({ tries }: Due, cause: unknown) => {
  const wait = WAITS[tries]
  return { error: (cause as Error).message.slice(0, 300), tries: tries + 1, nextAt: wait ? Date.now() + wait : null }
}

/** The oldest letter that is due, taken for this node. */
const claim = async (app: Application): Promise<Due | undefined> => {
  const { read, transaction } = app.get('database')
  for (;;) {
    const now = Date.now()
    const due: Due | undefined = await read('letters')
      .whereNull('sentAt')
      .where('nextAt', '<=', now)
      .orderBy('createdAt')
      .first()
    if (!due) return undefined
    const { id, nextAt } = due
    const mine = await transaction((trx) =>
      trx('letters')
        .where({ id, nextAt })
        .update({ nextAt: now + CLAIM })
    )
    if (mine) return due
  }
}
