import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** PeerTube makes a replay five minutes after the end of a live: that file takes a worker of its own from the start. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('live-replay.test.ts');
    return [...files.filter(isLong), ...(await super.sort(files.filter((file) => !isLong(file))))];
  }
}

export default defineConfig({
  test: {
    include: ['src/live/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // One for the replays, whose test mostly waits, and one for all others in turn.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['verbose'],
  },
});
