import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Two files mostly wait and take a separate worker from the start: PeerTube makes a replay five minutes after the end
 * of a live, and allows 15 sign-ins and refreshes in five minutes.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(live-replay|session)\.test\.ts$/.test(moduleId);
    return [...files.filter(isLong), ...(await super.sort(files.filter((file) => !isLong(file))))];
  }
}

const LIVE = 'src/live/**/*.test.ts';
/** Judges a burst against the request limit, which all clients of one address share. */
const ALONE = 'src/live/requests.test.ts';
/** Far above what an idle instance needs: a wait that is too short is a fault of the test. */
const timeouts = { testTimeout: 900_000, hookTimeout: 900_000 };

export default defineConfig({
  test: {
    globalSetup: 'src/live/shared-session.ts',
    sequence: { sequencer: LongestFirst },
    reporters: ['verbose'],
    projects: [
      {
        test: {
          ...timeouts,
          name: 'together',
          include: [LIVE],
          exclude: [ALONE],
          // One for each of the two that wait, and one for all others in turn.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...timeouts, name: 'alone', include: [ALONE], sequence: { groupOrder: 1 } } },
    ],
  },
});
