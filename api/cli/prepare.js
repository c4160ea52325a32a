import { build, isBuilt } from './build-steps.js'
import { install, isInstalled } from './install.js'
import { withLock } from './lock.js'

/**
 * Installs and builds whatever is missing or stale. Says nothing when there is nothing to do.
 * @returns {Promise<boolean>} whether the checkout is ready; if not, the reason has been printed
 */
export const prepare = async () => {
  if (isInstalled() && isBuilt()) return true
  // all is asked again: whoever had the lock before may just have done it
  return withLock(async () => (isInstalled() || (await install())) && (isBuilt() || build()))
}

/** The same for what needs the packages, but no build. */
export const prepareModules = async () => isInstalled() || withLock(async () => isInstalled() || install())

/** Builds, stale or not. */
export const rebuild = async () => withLock(async () => (isInstalled() || (await install())) && build())
