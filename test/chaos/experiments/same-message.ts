import { v7 as uuidv7 } from 'uuid'
import type { Message } from '../../../api/client.ts'
import { request } from '../../support/people.ts'
import type { Experiment, Stage } from '../experiment.ts'
import { keepLine } from '../people/line.ts'

export const sameMessage: Experiment = {
  id: 'F19',
  name: 'the same message is sent 2 to 50 times at once, over REST and over sockets',
  sentence: 'a message that is sent many times at once is one row, one event and one answer',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 3, readers: 2, pause: 100 },
  rounds: { short: 4, long: 25 },
  async inflict(stage) {
    const { chance, ground, heal, rounds, server } = stage
    const { token } = ground.town.owner
    const lines = [0, 1].map((i) => keepLine(server.url, token, chance.branch(`line ${i}`), () => undefined))
    try {
      await Promise.all(lines.map((line) => line.connected()))
      const ways = [
        (data: Sent) => overRest(server.url, token, data),
        ...lines.map(
          ({ client }) =>
            (data: Sent) =>
              client.service('messages').create(data)
        )
      ]
      for (let round = 0; round < rounds; round++) await atOnce(stage, ways)
      await heal()
    } finally {
      for (const line of lines) line.close()
    }
    const { sights } = stage.history
    for (const { name } of stage.readers) {
      const changes = sights.filter(({ who, by }) => who === name && by === 'event').map(({ message }) => message)
      const keys = changes.map(({ id, rev }) => `${id} ${rev}`)
      stage.limit(new Set(keys).size === keys.length, 'doubled', `${name} was told of the same change twice`)
    }
  },
  canary: {
    name: 'a server that tells everybody again of what is stored already',
    finds: ['doubled'],
    build: [{ from: 'if (context.params.repeated)', to: 'if (false)' }]
  }
}

interface Sent {
  id: string
  roomId: string
  text: string
}

/** Sends one message again and again, without waiting. */
const atOnce = async ({ chance, fault, ground, history, limit }: Stage, ways: ((data: Sent) => Promise<Message>)[]) => {
  const data = { id: uuidv7(), roomId: ground.town.square, text: `all at once ${uuidv7()}` }
  const deed = history.begin({ kind: 'say', ...data, userId: ground.town.owner.id })
  const times = chance.whole(2, 51)
  fault(times - 1)
  const answers = await Promise.all(Array.from({ length: times }, () => chance.one(ways)(data)))
  history.answer(deed, answers[0] as Message)
  const bodies = new Set(answers.map((answer) => JSON.stringify(Object.entries(answer).sort())))
  limit(bodies.size === 1, 'doubled', `${times} tries of ${data.id} had ${bodies.size} different answers`)
}

const overRest = async (url: string, token: string, body: Sent): Promise<Message> => {
  const answer = await request(url, 'POST', '/api/messages', { token, body })
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as Message
}
