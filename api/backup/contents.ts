import { StartError } from '../configuration.ts'
import { unknownStep } from '../migrate.ts'
import { readArchive, type Entry } from './archive.ts'
import { summing } from './rows.ts'
import { END, endOf, FORMAT, HEAD, headOf, type End, type Head } from './manifest.ts'

/** A backup that has been read once to its end, and holds what it says. */
export interface Contents {
  head: Head
  end: End
  /** Its parts, one after the other, as often as they are asked for. */
  parts(): AsyncGenerator<Entry, End>
}

/**
 * Reads the whole file before anything is done with it.
 * @throws {StartError} when it is no backup, damaged, or made by a newer Hearth
 */
export const openBackup = async (file: string): Promise<Contents> => {
  const head = await headIn(file)
  const foreign = await unknownStep(head.steps)
  if (head.format > FORMAT || foreign) {
    const why = foreign ? `its database has had step ${foreign}` : `its format is ${head.format}`
    throw new StartError(`${file} was made by a newer Hearth (${head.hearth}) than this one: ${why}`)
  }
  const parts = () => partsOf(file, readArchive(file))
  return { head, end: await verified(file, parts()), parts }
}

const headIn = async (file: string) => {
  const entries = readArchive(file)
  try {
    const first = await entries.next()
    const head = !first.done && first.value.name === HEAD ? headOf(first.value.bytes) : undefined
    if (head) return head
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new StartError(`There is no file ${file}`)
  } finally {
    await entries.return(undefined)
  }
  throw new StartError(`${file} is not a backup of Hearth`)
}

export const tableOf = (part: string) => /^tables\/(\w+)\/\d+\.jsonl$/.exec(part)?.[1]
export const fileIdOf = (part: string) => /^files\/([\w-]+)$/.exec(part)?.[1]
export const linesIn = ({ bytes }: Entry) => bytes.toString().split('\n')

/** Adds up all parts, and compares them with what the end says. */
const verified = async (file: string, parts: AsyncGenerator<Entry, End>) => {
  const [files, tables] = [summing(), new Map<string, ReturnType<typeof summing>>()]
  let next: IteratorResult<Entry, End>
  while (!(next = await parts.next()).done) {
    const [table, id] = [tableOf(next.value.name), fileIdOf(next.value.name)]
    if (id) files.add(id, next.value.bytes)
    if (!table) continue
    const sum = tables.get(table) ?? summing()
    tables.set(table, sum)
    for (const line of linesIn(next.value)) sum.add(line)
  }
  const said = next.value
  const found = Object.fromEntries(
    Object.keys(said.tables).map((name) => [name, (tables.get(name) ?? summing()).sum()])
  )
  if (JSON.stringify({ tables: found, files: files.sum() }) !== JSON.stringify(said)) throw damaged(file)
  return said
}

const damaged = (file: string) =>
  new StartError(`${file} is damaged: it does not hold what it says. Nothing was changed`)

/** What stands between the head and the end. */
async function* partsOf(file: string, entries: AsyncGenerator<Entry>): AsyncGenerator<Entry, End> {
  try {
    for await (const entry of entries) {
      if (entry.name === HEAD) continue
      if (entry.name !== END) {
        yield entry
        continue
      }
      const end = endOf(entry.bytes)
      if (end && (await entries.next()).done) return end
      break
    }
  } catch (error) {
    // what whoever takes the parts throws does not come by here
    if (typeof (error as NodeJS.ErrnoException).errno === 'number' && (error as NodeJS.ErrnoException).syscall)
      throw error
  }
  throw damaged(file)
}
