import { defineConfig } from 'vitest/config'
import { clauseReporter } from './test/clause-reporter.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', clauseReporter(import.meta.dirname)],
  },
})
