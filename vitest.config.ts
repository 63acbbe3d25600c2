import { defineConfig } from 'vitest/config'
import { clauseReporter } from './test/clause-reporter.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // On two cores the default is one: the tests that kill a process mostly wait for it.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', clauseReporter(import.meta.dirname)],
  },
})
