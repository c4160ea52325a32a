import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SandboxAccess } from '../../api/payments/sandbox/index.ts'

/** A request as it came over the line. */
export interface Call {
  method: string
  path: string
  /** Form-encoded: the query of a GET, else the body. */
  form: string
}

export interface Recorder extends SandboxAccess {
  calls: Call[]
  close(): void
}

const HANDED_ON = ['authorization', 'content-type', 'idempotency-key', 'stripe-version']

/** Stands between the adapter and the sandbox, and keeps what is asked. */
export const aRecorder = async (sandbox: SandboxAccess): Promise<Recorder> => {
  const calls: Call[] = []
  const handOn = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const { method = '', url = '' } = request
    const [path = '', query = ''] = url.split('?')
    calls.push({ method, path, form: method === 'POST' ? body : query })
    const headers = HANDED_ON.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : []))
    const answer = await fetch(`http://${sandbox.host}:${String(sandbox.port)}${url}`, {
      method,
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(body && { body })
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  }
  const server = createServer((request, response) => void handOn(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...sandbox,
    port: (server.address() as AddressInfo).port,
    calls,
    close() {
      server.close()
      server.closeAllConnections()
    }
  }
}
