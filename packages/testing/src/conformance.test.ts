import { describe, expect, it } from 'vitest';
import { PEERTUBE_VERSIONS } from './peertube/version.js';
import { NOT_SERVED, NOTES } from './test-support/conformance/not-served.js';
import { isExchange, RECORDINGS, readRecording } from './test-support/conformance/recording.js';
import { replay } from './test-support/conformance/replay.js';

/** Entries of each version: every one is replayed, or listed with its reason. */
const ENTRIES = 474;

describe.each(PEERTUBE_VERSIONS)('the fake answers as the real PeerTube %s did', (version) => {
  for (const name of RECORDINGS) {
    it(`in every exchange of ${name}`, async () => {
      const notServed = Object.keys(NOT_SERVED[name] ?? {});
      const exchanges = await replay({ version, name, notServed });
      const different = exchanges.filter((exchange) => exchange.differences.length > 0);
      expect(different).toEqual([]);
      const recorded = readRecording(version, name).filter(isExchange);
      expect(exchanges.length + notServed.length).toBe(recorded.length);
    });
  }

  it(`of ${ENTRIES} recorded entries, those that are no exchanges are listed`, () => {
    const entries = RECORDINGS.flatMap((name) => readRecording(version, name).map((entry) => ({ name, entry })));
    const notes = entries.filter(({ entry }) => !isExchange(entry)).map(({ name, entry }) => `${name}: ${entry.name}`);
    expect(entries).toHaveLength(ENTRIES);
    expect([...new Set(notes)]).toEqual(Object.keys(NOTES));
  });
});
