import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aCrowd, type Crowd } from './crowd.ts'
import { aLoad, type Load, type Manners } from './load/load.ts'
import { TEXT } from './peers/record.ts'
import { startNode, startPeer, type Program } from './serve.ts'

/** A server that runs, and its listeners. */
export interface Running {
  program: Program
  load: Load
  stop(): Promise<void>
}

/** Something that is compared. */
export interface Subject {
  name: string
  start(): Promise<Running>
}

/** A call as the load generator reads it, with its own placeholders for dollar signs. */
export const asking = (service: string, query: object) =>
  `42$A["find","${service}",${JSON.stringify(query).replaceAll('$', () => '$$')}]`

const SOCKET_IO = '/socket.io/?EIO=4&transport=websocket'
const asJson = (text: string) => JSON.stringify({ text })

const running = async (program: Program, manners: Omit<Manners, 'ports'>, sweep = () => undefined as unknown) => {
  const load = await aLoad({ ports: [program.port], ...manners })
  const stop = async () => {
    load.stop()
    await program.stop()
    await sweep()
  }
  return { program, load, stop }
}

// what stores nothing

const frames = (name: string, env: Record<string, string> = {}): Subject => ({
  name,
  start: async () =>
    running(await startPeer('ws.ts', env), { path: '/', awake: true, counted: '{', message: asJson(TEXT) })
})
export const rawWs = frames('raw ws')
/** The same, written below ws. */
export const bareTcp = frames('bare TCP', { BELOW: 'yes' })

const socketIo = (message: string) => ({
  path: SOCKET_IO,
  socketio: true,
  steps: [['40', '40']] as const,
  counted: '42["messages created"',
  message
})

export const plainSocketIo: Subject = {
  name: 'Socket.IO',
  start: async () =>
    running(await startPeer('socketio.ts'), { ...socketIo(`42$A["create",${asJson(TEXT)}]`), awake: true })
}

const bare = (name: string, env: Record<string, string>): Subject => ({
  name,
  start: async () =>
    running(await startPeer('bare.ts', env), {
      ...socketIo(`42$A["create","messages",${asJson(TEXT)},{}]`),
      awake: true
    })
})
export const bareFeathers = bare('Feathers', {})
export const bareHearth = bare('Hearth’s realtime', { CHANNELS: 'hearth' })

// what stores

export const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'))
  return { folder, sweep: () => rmSync(folder, { recursive: true, force: true }) }
}

const chat = (name: string, env: Record<string, string>): Subject => ({
  name,
  async start() {
    const { folder, sweep } = aFolder()
    let token = ''
    const noteToken = (said: string) => void (token = /token (\S+)/.exec(said)?.[1] ?? token)
    const program = await startPeer('chat.ts', { DATA_DIR: folder, ...env }, noteToken)
    const signIn = `420["create","authentication",{"strategy":"jwt","accessToken":"$T"},{}]`
    const manners = socketIo(`42$A["create","messages",${asJson(TEXT)},{}]`)
    return running(
      program,
      {
        ...manners,
        tokens: [token],
        steps: [
          ['40', '40'],
          [signIn, '430[null']
        ]
      },
      sweep
    )
  }
})
export const stockFeathers = chat('Feathers as generated', {})
export const officialChat = chat('official Feathers chat', { AUTHOR: 'on' })

/** How listeners of Hearth speak. */
export const hearthMannersOf = ({ roomId, tokens }: Pick<Crowd, 'roomId' | 'tokens'>) => ({
  ...socketIo(`42$A["create","messages",{"id":"$U","roomId":"${roomId}","text":"${TEXT}"},{}]`),
  steps: [['40{"accessToken":"$T"}', '40']] as const,
  tokens
})

export const SECRET = 'a secret of the benchmark, long enough'
/** Hearth with everything on but the limits. */
export const HEARTH = {
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'error',
  LIMITS: 'off',
  AUTH_SECRET: SECRET,
  DATABASE_URL: '',
  REDIS_URL: ''
}

/** The built server. */
export const startHearth = (env: Record<string, string>) =>
  startNode(['dist/api/index.js'], { env: { ...HEARTH, ...env } })

export interface RunningHearth extends Running {
  crowd: Crowd
}

/** Hearth on SQLite, with so many people who share a room. */
export const aHearthOf = async (people: number): Promise<RunningHearth> => {
  const { folder, sweep } = aFolder()
  const crowd = await aCrowd(`sqlite:${join(folder, 'hearth.sqlite')}`, SECRET, people)
  const program = await startHearth({ DATA_DIR: folder })
  return { ...(await running(program, hearthMannersOf(crowd), sweep)), crowd }
}

export const hearth: Subject = { name: 'Hearth', start: () => aHearthOf(1_000) }
