import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A mutant is gone with the first test that fails: those that need no server are asked first. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isSlow = ({ moduleId }: TestSpecification) => /sign|session|token/.test(moduleId)
    return [...files].sort((a, b) => Number(isSlow(a)) - Number(isSlow(b)) || a.moduleId.localeCompare(b.moduleId))
  }
}

/** What `npm run mutate` asks of each mutant: the quick tests of what is mutated (see stryker.config.json). */
export default defineConfig({
  resolve: { alias: { $sdk: fileURLToPath(new URL('../../api/client.ts', import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['test/unit/**/*.unit.ts'],
    exclude: ['test/unit/{slug,demo}.unit.ts'],
    sequence: { sequencer: QuickFirst },
    // a test that waits for what never comes is one that fails; as long as all of the quick ones take together
    testTimeout: 3_000
  }
})
