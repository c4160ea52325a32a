import { expect, test } from 'vitest'
import { Timeline } from '../../frontend/lib/timeline.svelte.ts'
import { LogServer, type Row } from '../frontend/log-server.ts'

/**
 * Opened far back, the newest change that is shown is an old one; the first comparison of heads took everything since for
 * missed, found it to be more than one answer, and opened the room anew at its end.
 */
test('a room that was opened around an old message stays there when heads are compared', async () => {
  const server = new LogServer(1000)
  const timeline = new Timeline<Row>('r', server)
  await timeline.open(40)
  await timeline.head(1000, 1000)
  expect(timeline.rows.some(({ seq }) => seq === 40)).toBe(true)
})

test('a head that was known before is part of the first answer: nothing more is asked', async () => {
  const server = new LogServer(1000)
  const timeline = new Timeline<Row>('r', server)
  await timeline.head(1000, 1000)
  await timeline.open(40)
  await timeline.head(1000, 1000)
  expect(server.asked).toHaveLength(1)
})
