import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['src/live/**'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Each file starts real servers and a real browser: one at a time on two cores.
    fileParallelism: false,
  },
});
