import { Ajv } from '@feathersjs/schema'
import { Type, type Static } from '@feathersjs/typebox'
import type { Sum } from './rows.ts'

/** Of the layout that README describes; a later one gets the next number. */
export const FORMAT = 1
/** The first entry of a backup, and the last. */
export const HEAD = 'hearth-backup.json'
export const END = 'end.json'

const sum = Type.Object({ count: Type.Integer(), sha256: Type.String() })

const headSchema = Type.Object({
  format: Type.Integer(),
  hearth: Type.String({ description: 'the version that made it' }),
  database: Type.String({ description: 'sqlite or postgres; it can be restored into either' }),
  madeAt: Type.Integer({ description: 'ms since 1970, UTC' }),
  steps: Type.Array(Type.String(), { description: 'the migrations that the database had had' })
})
export type Head = Static<typeof headSchema>

const endSchema = Type.Object({ tables: Type.Record(Type.String(), sum), files: sum })
/** What must be found in it: a backup that was cut off has none. */
export interface End {
  tables: Record<string, Sum>
  files: Sum
}

const ajv = new Ajv()
const isHead = ajv.compile<Head>(headSchema)
const isEnd = ajv.compile<End>(endSchema)

const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

export const headOf = (bytes: Buffer) => {
  const head = parsed(bytes)
  return isHead(head) ? head : undefined
}
export const endOf = (bytes: Buffer) => {
  const end = parsed(bytes)
  return isEnd(end) ? end : undefined
}
export const toBytes = (value: Head | End) => Buffer.from(JSON.stringify(value, null, 2))
