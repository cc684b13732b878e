import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['src/test-support/database-template.ts'],
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most files start a database in the process; two at a time are enough for two cores.
    maxWorkers: 2,
  },
});
