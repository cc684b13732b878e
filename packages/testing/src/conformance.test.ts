import { describe, expect, it } from 'vitest';
import { NOT_SERVED } from './test-support/conformance/not-served.js';
import { RECORDINGS, readRecording } from './test-support/conformance/recording.js';
import { replay } from './test-support/conformance/replay.js';
import { SETUPS } from './test-support/conformance/setups.js';

describe('the fake answers as the real PeerTube 6.3.0 did', () => {
  for (const name of RECORDINGS) {
    it(`in every exchange of ${name}`, async () => {
      const notServed = Object.keys(NOT_SERVED[name] ?? {});
      const exchanges = await replay(name, SETUPS[name], notServed);
      const different = exchanges.filter((exchange) => exchange.differences.length > 0);
      expect(different).toEqual([]);
      expect(exchanges.length + notServed.length).toBe(readRecording(name).length);
    });
  }
});
