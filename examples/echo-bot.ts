/**
 * A bot that answers "!echo something" with "something": once, in order, whatever happens to the line, to the server, or to
 * itself. Start it with the token of an account of its own (Settings → Access tokens) that is a member of the room:
 *
 *   HEARTH_TOKEN=… HEARTH_ROOM=garden node api/cli/launch.js --run examples/echo-bot.ts
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { io } from 'socket.io-client'
import { createClient, idFor, socket, type Message } from '../api/client.ts'

const {
  HEARTH_URL: url = 'http://localhost:3030',
  HEARTH_TOKEN: accessToken,
  HEARTH_ROOM: slug = 'general',
  STATE: state = 'echo-bot.rev'
} = process.env

const line = io(url, { transports: ['websocket'], auth: { accessToken } })
const client = createClient(socket(line))

/** The last change that was dealt with. Without it the bot begins with what is said from now on. */
const lastRev = async () => Number(await readFile(state, 'utf8').catch(() => '')) || undefined
/** Written beside and renamed, so that it is never half of a number. */
const keep = async (rev: number) => {
  await writeFile(`${state}.new`, String(rev))
  await rename(`${state}.new`, state)
}

const asked = ({ text, editedAt, deletedAt }: Message) =>
  editedAt || deletedAt ? undefined : /^!echo (.+)/s.exec(text)?.[1]

const { data } = await client.service('rooms').find({ query: { slug, $limit: 1 } })
if (!data[0]) throw new Error(`There is no room ${slug} for this account`)
const room = client.room(data[0].id, { since: await lastRev() })
console.log(`listening in ${slug}`)

for await (const message of room) {
  const text = asked(message)
  // the id follows from what it answers: a bot that was killed between these two lines answers again, and doubles nothing
  const id = idFor(`echo of ${message.id}`, message.createdAt)
  if (text)
    await room.send(text, { id, replyTo: message.id }).catch((refusal: unknown) => console.error(String(refusal)))
  await keep(message.rev)
}
