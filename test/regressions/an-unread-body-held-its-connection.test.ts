import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aHearth } from '../support/create-app.ts'

/** A body that was too large was not read to its end, and the next request of the connection waited behind it for ever. */
test('a connection whose body is too large is answered and closed', async () => {
  const hearth = await aHearth()
  const line = connect(hearth.port, '127.0.0.1')
  const heard: string[] = []
  line.on('data', (chunk) => heard.push(String(chunk)))
  line.on('error', () => undefined)
  const closed = new Promise((resolve) => line.on('close', resolve))
  const head = ['POST /api/messages HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 10000000']
  line.write(`${head.join('\r\n')}\r\n\r\n${'x'.repeat(200_000)}`)
  await closed
  expect(heard.join('')).toMatch(/^HTTP\/1.1 413 .*\r\n/)
  expect(heard.join('').toLowerCase()).toContain('connection: close')
})
