import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  exists,
  packagesReached,
  parse,
  readSources,
  type Import,
  type Source,
  type Sources
} from './support/sources.ts'

/** What may import what. Each rule answers its breaches, and comes with an example of one. */
interface Rule {
  name: string
  breaches(sources: Sources): string[]
  /** A file that breaks the rule: its path, its text, and the other planted files that it needs. */
  planted: [path: string, text: string][]
}

/** A rule about single imports of the files that `applies` to. */
const eachImport =
  (applies: (source: Source) => boolean, allows: (it: Import, source: Source) => boolean) => (sources: Sources) =>
    [...sources.values()]
      .filter(applies)
      .flatMap((source) =>
        source.imports.filter((it) => !allows(it, source)).map(({ specifier }) => `${source.path} imports ${specifier}`)
      )

const within =
  (folder: string) =>
  ({ path }: { path: string }) =>
    path.startsWith(folder)

const nounOf = (path: string) => /^(?:api\/services|frontend\/features)\/([^/]+)\//.exec(path)?.[1]
const SERVICES = readdirSync(new URL('../api/services', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What the SDK may load: the stock client packages, all safe in a browser. */
const CLIENT_PACKAGE = /^(@feathersjs\/(feathers|errors|commons|[a-z]+-client)|socket\.io-client|uuid)$/

const rules: Rule[] = [
  {
    name: 'the front end knows the server only as $sdk',
    breaches: eachImport(
      within('frontend/'),
      ({ file, specifier }) => specifier === '$sdk' || !file?.startsWith('api/')
    ),
    planted: [['frontend/lib/api.ts', `import { createClient } from '../../api/client.ts'`]]
  },
  {
    name: 'frontend/lib knows nothing of the domain',
    breaches: eachImport(within('frontend/lib/'), ({ file }) => !file?.startsWith('frontend/features/')),
    planted: [
      ['frontend/lib/ui/Row.svelte', `<script>const more = () => import('../../features/rooms/Room.svelte')</script>`]
    ]
  },
  {
    name: 'components never call the client',
    breaches: (sources) =>
      [...sources.values()]
        .filter(({ path, text }) => path.endsWith('.svelte') && text.includes('.service('))
        .map(({ path }) => `${path} calls a service: that is a store's work`),
    planted: [['frontend/features/rooms/Row.svelte', `<script>void client.service('rooms').find()</script>`]]
  },
  {
    name: 'realtime/ names no service',
    breaches: (sources) =>
      [...sources.values()]
        .filter(within('api/realtime/'))
        .flatMap(({ path, imports, strings }) => [
          ...imports
            .filter(({ file }) => file?.startsWith('api/services/'))
            .map(({ specifier }) => `${path} imports ${specifier}`),
          ...strings
            .filter((text) => SERVICES.includes(text.split('/')[0] ?? ''))
            .map((text) => `${path} names '${text}'`)
        ]),
    planted: [['api/realtime/index.ts', `export const room = 'rooms/1'`]]
  },
  {
    name: 'no service names realtime/',
    breaches: eachImport(within('api/services/'), ({ file }) => !file?.startsWith('api/realtime/')),
    planted: [['api/services/rooms/rooms.ts', `import { join } from '../../realtime/index.ts'`]]
  },
  {
    name: 'a policy imports types and policy.ts',
    breaches: eachImport(
      ({ path }) => path.endsWith('.policy.ts') || path === 'api/policy.ts',
      ({ file, typeOnly }) => typeOnly || file === 'api/policy.ts'
    ),
    planted: [['api/services/rooms/rooms.policy.ts', `import { type Room } from './rooms.schema.ts'`]]
  },
  {
    name: 'a service reaches another by app.service(), never by its class, hooks, policy or registration',
    breaches: eachImport(
      ({ path }) => path.startsWith('api/services/') && nounOf(path) !== undefined,
      ({ file }, { path }) => {
        const noun = file && nounOf(file)
        if (!noun || noun === nounOf(path)) return true
        return !file.includes('/hooks/') && !/\.(class|policy)\.ts$/.test(file) && !file.endsWith(`/${noun}.ts`)
      }
    ),
    planted: [['api/services/rooms/rooms.ts', `import type { MessageService } from '../messages/messages.class.ts'`]]
  },
  {
    name: 'the SDK loads nothing that belongs to a server',
    breaches: (sources) =>
      [...sources.keys()]
        .filter((path) => path === 'api/client.ts' || path.endsWith('.shared.ts'))
        .flatMap((path) =>
          packagesReached(sources, path)
            .filter(([name]) => !CLIENT_PACKAGE.test(name))
            .map(([name, by]) => `${path} reaches ${name} through ${by}`)
        ),
    planted: [
      ['api/services/rooms/rooms.shared.ts', `export { roomSchema } from './rooms.schema.ts'`],
      ['api/services/rooms/rooms.schema.ts', `import { Type } from '@feathersjs/typebox'`]
    ]
  },
  {
    name: 'a relative import names a file, with its ending',
    breaches: (sources) =>
      eachImport(
        () => true,
        ({ file }) => !file || (/\.(ts|svelte|css|js|json|svg)$/.test(file) && (sources.has(file) || exists(file)))
      )(sources),
    planted: [['api/app.ts', `import { channels } from './channels'`]]
  },
  {
    name: 'every service is in both tables of contents',
    breaches: (sources) => {
      const nouns = new Set([...sources.values()].filter(within('api/services/')).map(({ path }) => nounOf(path)))
      const registered = sources.get('api/services/index.ts')?.text ?? ''
      const shared = sources.get('api/services/index.shared.ts')?.imports.map(({ file }) => file) ?? []
      return [...nouns].flatMap((noun) => {
        if (!noun) return []
        const file = `api/services/${noun}/${noun}.shared.ts`
        return [
          ...(sources.has(file) ? [] : [`${file} is missing`]),
          ...(shared.includes(file) ? [] : [`index.shared.ts leaves out ${noun}`]),
          ...(registered.includes(`app.configure(${camel(noun)})`) ? [] : [`services/index.ts leaves out ${noun}`])
        ]
      })
    },
    planted: [['api/services/pins/pins.ts', `export const pins = () => {}`]]
  }
]

const sources = readSources('api', 'frontend', 'migrations', 'test')

/** sign-outs → signOuts */
const camel = (noun: string) => noun.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())

describe.each(rules)('$name', ({ breaches, planted }) => {
  test('holds', () => {
    expect(breaches(sources)).toEqual([])
  })

  test('can be broken', () => {
    const broken = new Map([...sources, ...planted.map(([path, text]) => [path, parse(path, text)] as const)])
    const found = breaches(broken).filter((breach) => !breaches(sources).includes(breach))
    expect(found).not.toEqual([])
  })
})
