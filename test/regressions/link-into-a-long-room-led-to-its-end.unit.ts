import { expect, test } from 'vitest'
import { RoomLog } from '../../api/client.ts'
import { LogServer, type Row } from '../support/log-server.ts'

/**
 * Opened far back, the newest change that is shown is an old one; the first comparison of heads took everything since for
 * missed, found it to be more than one answer, and opened the room anew at its end.
 */
test('a room that was opened around an old message stays there when heads are compared', async () => {
  const server = new LogServer(1000)
  const log = new RoomLog<Row>('r', server)
  await log.open(40)
  await log.head(1000, 1000)
  expect(log.rows.some(({ seq }) => seq === 40)).toBe(true)
})

test('a head that was known before is part of the first answer: nothing more is asked', async () => {
  const server = new LogServer(1000)
  const log = new RoomLog<Row>('r', server)
  await log.head(1000, 1000)
  await log.open(40)
  await log.head(1000, 1000)
  expect(server.asked).toHaveLength(1)
})
