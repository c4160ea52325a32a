/**
 * The door of every command: makes the checkout ready, then runs one program of it in this same process, so that its signals
 * and exit code are those of the command. Runs before anything is installed, hence plain JavaScript.
 *
 *   node api/cli/launch.js <program> [argument…]      dist/api/<program>.js
 *   node api/cli/launch.js --run <file.ts> [argument…]  a program of the sources, beside the build
 */
const OLDEST = [20, 19]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Hearth needs Node.js ${OLDEST.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org`
  )
  process.exit(1)
}

const { endWithNpm } = await import('./parent.js')
const { prepare } = await import('./prepare.js')
const { join } = await import('node:path')
const { pathToFileURL } = await import('node:url')
const { ROOT, DIST } = await import('./places.js')

const [first = '', ...rest] = process.argv.slice(2)
if (!(await prepare())) process.exit(1)

const isSource = first === '--run'
const program = isSource ? join(ROOT, rest.shift() ?? '') : join(DIST, 'api', `${first}.js`)
process.argv = [process.execPath, program, ...rest]
process.env.NODE_ENV ??= 'production'
process.chdir(ROOT)
endWithNpm()
if (isSource) (await import('tsx/esm/api')).register()
await import(pathToFileURL(program).href)
