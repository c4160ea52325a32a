import type { Knex } from 'knex'
import { describe, expect, test, vi } from 'vitest'
import { mistrust } from '../../api/mistrust.ts'
import type { Work } from '../../api/transactions.ts'

/** A database that takes a write or fails it, as `code` says. */
const aDisk = () => {
  const disk = { code: '', raw: vi.fn(async () => undefined) }
  const transact = async <T>(work: Work<T>) => {
    const value = await work({ raw: disk.raw } as unknown as Knex.Transaction)
    if (disk.code) throw Object.assign(new Error('as the disk says it'), { code: disk.code })
    return value
  }
  return { disk, ...mistrust(transact) }
}

describe('a disk', () => {
  test('that takes everything is not written to for the sake of asking', async () => {
    const { disk, regain, transaction } = aDisk()
    await transaction(async () => 'written')
    await regain()
    expect(disk.raw).not.toHaveBeenCalled()
  })

  test('that failed is mistrusted until it takes a write again, by whomever', async () => {
    const { disk, regain, transaction } = aDisk()
    disk.code = 'SQLITE_IOERR'
    await expect(transaction(async () => 'lost')).rejects.toMatchObject({ code: 'SQLITE_IOERR' })
    await expect(regain()).rejects.toMatchObject({ code: 'SQLITE_IOERR' })
    disk.code = ''
    await regain()
    expect(disk.raw).toHaveBeenCalledTimes(2)
    await regain()
    expect(disk.raw).toHaveBeenCalledTimes(2)
  })

  test.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_CONSTRAINT'])('is not mistrusted for %s', async (code) => {
    const { disk, regain, transaction } = aDisk()
    disk.code = code
    await expect(transaction(async () => 'refused')).rejects.toMatchObject({ code })
    await regain()
    expect(disk.raw).not.toHaveBeenCalled()
  })
})
