import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Eight packages may be tested at once on two cores.
    testTimeout: 20_000,
  },
});
