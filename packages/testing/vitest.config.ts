import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Generous: ffmpeg and Chromium share the machine with everything else.
  test: { include: ['src/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
