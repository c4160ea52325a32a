/**
 * `npm test`: everything. Installs and builds what is missing, checks the sources, then runs all suites on SQLite, and on
 * PostgreSQL and Redis too when TEST_DATABASE_URL and TEST_REDIS_URL name them. The last line is the sum over all of that.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { prepare, prepareModules } from '../api/cli/prepare.js'
import { ROOT } from '../api/cli/places.js'
import { run } from '../api/cli/run.js'
import { check } from './check.js'

const { TEST_DATABASE_URL, TEST_REDIS_URL, NODE_ENV: _, ...bare } = process.env
const servers = { ...(TEST_DATABASE_URL && { TEST_DATABASE_URL }), ...(TEST_REDIS_URL && { TEST_REDIS_URL }) }

const total = { passed: 0, failed: 0 }
/** What failed, said once more at the very end: of a long run often only its last lines are seen. */
const failures = []
const title = (text) => console.log(`\n── ${text}`)

/**
 * What runs a second time, on PostgreSQL and Redis: what leans most on a database, on its locks, or on several nodes. All of it runs on
 * both when it is asked for by hand (`npx vitest run --project api`, with the two variables set).
 */
const ON_BOTH = [
  ...[
    'backup',
    'channels',
    'database-trouble',
    'donations',
    'donations.webhooks',
    'gift-histories.known',
    'hearing.property'
  ],
  ...[
    'ledger',
    'messages',
    'metrics',
    'moderation',
    'nodes',
    'query-plans',
    'redis-away',
    'room-log.property',
    'rooms'
  ],
  ...['sdk-rooms', 'sessions', 'sign-up', 'workers']
].map((name) => `test/api/${name}.test.ts`)
const JOURNEYS_ON_BOTH = ['test/journeys/first-message.test.ts']

/** Runs some of the suites of vitest.config.ts and adds what they count. */
const suites = async (name, projects, env, more = []) => {
  title(`${projects.join(', ')} on ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'hearth-report-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', ...projects.flatMap((project) => ['--project', project]), ...more, ...reporters]
  const code = await run(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], { env })
  const { passed, failed } = counted(report)
  // a run that ends badly without a failed test, or ran none, has failed as a whole
  if (failed.length === 0 && (code !== 0 || passed === 0)) failed.push(`all of it, with exit code ${code}`)
  total.passed += passed
  total.failed += failed.length
  failures.push(...failed.map((what) => `${projects.join(', ')} on ${name}: ${what}`))
  rmSync(folder, { recursive: true })
}

/**
 * How many passed, and what failed: a line a test with the start of its reason. A file that could not even be loaded has no tests,
 * and counts as one that failed.
 */
const counted = (report) => {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const tests = assertionResults.filter((test) => test.status === 'failed')
      const inFile = relative(ROOT, name)
      if (status === 'failed' && tests.length === 0) return [`${inFile}\n${excerpt(message)}`]
      return tests.map((test) => `${inFile}: ${test.fullName}\n${excerpt(test.failureMessages.join('\n'))}`)
    })
    return { passed: numPassedTests, failed }
  } catch {
    return { passed: 0, failed: [] }
  }
}
const excerpt = (reason = '') => reason.slice(0, 1500).replace(/^/gm, '    ')

const everything = async () => {
  if (!(await prepareModules())) return void total.failed++
  title('check and build')
  const [failedChecks, ready] = await Promise.all([check(), prepare()])
  total.failed += failedChecks
  if (!ready) return void total.failed++

  await suites('SQLite', ['unit', 'api'], bare)
  await suites('SQLite', ['journeys'], bare)
  // it starts servers and databases of its own
  const patience = { CHAOS_SLACK: bare.CHAOS_SLACK ?? '3' }
  const once = { ...bare, ...patience, CHAOS_EACH: 'once', CHAOS_SEED: randomUUID().slice(0, 8) }
  await suites('SQLite and PostgreSQL of its own', ['chaos'], once)
  if (Object.keys(servers).length > 0) {
    const name = [TEST_DATABASE_URL && 'PostgreSQL', TEST_REDIS_URL && 'Redis'].filter(Boolean).join(' and ')
    await suites(name, ['api'], { ...bare, ...servers }, ON_BOTH)
    await suites(name, ['journeys'], { ...bare, ...servers }, JOURNEYS_ON_BOTH)
  }
  const skipped = [
    !TEST_DATABASE_URL && 'PostgreSQL (TEST_DATABASE_URL is not set)',
    !TEST_REDIS_URL && 'Redis (TEST_REDIS_URL is not set)'
  ].filter(Boolean)
  if (skipped.length > 0) console.log(`\nSkipped: the suites on ${skipped.join(' and ')}`)
}

await everything()
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((what) => `  ${what}`).join('\n')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
