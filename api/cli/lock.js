import { createHash } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './places.js'

/** No install and no build takes as long (ms): an older lock is that of a process whose number somebody else has by now. */
const LONGEST = 15 * 60_000

/**
 * Lets only one process of this checkout do `work` at a time; others wait and then do theirs. A lock whose process is gone
 * counts as free. It lies outside the checkout, because an install empties node_modules.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (work) => {
  const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 12)
  const lock = join(tmpdir(), `hearth-${checkout}.lock`)
  for (let told = false; !take(lock); told = true) {
    if (!told) console.log('Another command is preparing this checkout; waiting for it …')
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** By a link to a file that already names its owner, so that nobody ever sees a lock without one. */
const take = (lock) => {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(lock)) breakOpen(lock)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Two waiters may both find it abandoned: the slower one takes away the other's new lock, sees that, and puts it back. */
const breakOpen = (lock) => {
  const aside = `${lock}.${process.pid}.old`
  try {
    renameSync(lock, aside)
    if (!isAbandoned(aside)) linkSync(aside, lock)
    rmSync(aside)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

const isAbandoned = (lock) => {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    return owner === process.pid || Date.now() - statSync(lock).mtimeMs > LONGEST || !isAlive(owner)
  } catch {
    return false
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
