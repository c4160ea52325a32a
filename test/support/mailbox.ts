import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

/** A mail as it came over the wire. */
export interface Mail {
  to: string
  subject: string
  text: string
  /** The first address of ours in it. */
  link: string
  /** What stands behind the # of that address. */
  token: string
}

/** A real mail server on loopback. It takes everything, and can be told to refuse. */
export interface Mailbox {
  url: string
  letters: Mail[]
  /** The newest mail to somebody; waits for it up to 5 s. It is taken out of the box. */
  next(to: string): Promise<Mail>
  refuse(yes: boolean): void
}

export const aMailbox = async (): Promise<Mailbox> => {
  const letters: Mail[] = []
  let refusing = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusing ? new Error('mailbox is full') : null),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo[0]?.address ?? ''
        letters.push(read(to, Buffer.concat(chunks).toString('utf8')))
        done()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))
  const address = server.server.address() as { port: number }

  const next = async (to: string) => {
    for (const deadline = Date.now() + 5_000; Date.now() < deadline;) {
      const at = letters.findLastIndex((letter) => letter.to === to)
      const [letter] = at < 0 ? [] : letters.splice(at, 1)
      if (letter) return letter
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`no mail to ${to}, among ${String(letters.length)} mails`)
  }
  return { url: `smtp://127.0.0.1:${String(address.port)}`, letters, next, refuse: (yes) => (refusing = yes) }
}

const read = (to: string, message: string): Mail => {
  const [head = '', ...body] = message.split('\r\n\r\n')
  const soft = /quoted-printable/i.test(head)
  const text = soft ? decoded(body.join('\r\n\r\n')) : body.join('\r\n\r\n')
  const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(head)?.[1]?.replace(/\r\n /g, ' ') ?? ''
  const link = /https?:\/\/\S+/.exec(text)?.[0] ?? ''
  return { to, subject, text, link, token: link.split('#')[1] ?? '' }
}

const decoded = (text: string) => {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
