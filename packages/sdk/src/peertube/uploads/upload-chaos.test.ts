import { seededRandom } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { isPiyaError } from '../../errors/piya-error.js';
import { memoryRecords } from '../../upload/records/memory-records.js';
import type { UploadRecordStore } from '../../upload/types.js';
import { signIn } from '../account/sign-in/sign-in.js';
import { fakeInstance, sha256, videoFile } from './test-support/fake-instance.js';
import { uploadVideo } from './upload-video.js';

const UPLOADS = Number(process.env.CHAOS_UPLOADS ?? 150);
const SEED = Number(process.env.CHAOS_SEED ?? 20260101);
const CHUNK_BYTES = 8 * 1024;

/** Stops the process that uses it, before or after a write, as a kill would. */
function mortalRecords(inner: UploadRecordStore, random: () => number, kill: () => void): UploadRecordStore {
  return {
    ...inner,
    async set(record) {
      if (random() < 0.03) kill();
      await inner.set(record);
      if (random() < 0.03) kill();
    },
  };
}

describe.each(['6.3.0', '8.2.1'] as const)('uploadVideo() in chaos, to PeerTube %s', (version) => {
  it(`loses, doubles and alters none of ${UPLOADS} uploads while servers fail and processes die`, async () => {
    const { fake, peertube, between } = await fakeInstance({ seed: SEED, version });
    const random = seededRandom(SEED);
    fake.faults.set({ chaos: { seed: SEED, rate: 0.12, kinds: ['reset', 'cut', 'lost-answer', 'error', 'revoke'] } });
    let open = 0;
    let restarts = 0;
    let gate = Promise.resolve();
    const restart = async (): Promise<void> => {
      // A real restart ends what is open; here it waits for it, and holds what comes.
      while (open > 0) await new Promise((resolve) => setImmediate(resolve));
      await fake.restart();
      restarts++;
    };
    between(async (request, pass) => {
      await gate;
      if (random() < 0.005) gate = restart();
      await gate;
      open++;
      try {
        return await pass(request);
      } finally {
        open--;
      }
    });
    const records = memoryRecords();
    const wanted = new Map<string, string>();
    let deaths = 0;

    /** A refresh whose answer was lost ends the session for good, which only its user can mend. */
    const signInAgain = async (): Promise<void> => {
      const [account] = fake.accounts;
      for (let done = false; account && !done; ) {
        done = await signIn(peertube, account).then(
          () => true,
          () => false,
        );
      }
    };

    const one = async (index: number): Promise<void> => {
      const key = `chaos-${index}`;
      // Pairs look the same from outside: name, title, size and time.
      const file = videoFile(64 + (((index >> 1) * 7919) % 60_000), { seed: index + 1, name: 'same.mp4' });
      wanted.set(key, await sha256(file));
      for (let lives = 20; ; lives--) {
        const life = new AbortController();
        const kill = () => life.abort(new Error('killed'));
        const mayDie = lives > 0;
        const upload = uploadVideo(peertube, file, {
          name: `Chaos ${index >> 1}`,
          key,
          chunkBytes: CHUNK_BYTES,
          maxChunkBytes: CHUNK_BYTES,
          stallTimeoutMs: 48 * 3_600_000,
          records: mayDie ? mortalRecords(records, random, kill) : records,
          signal: life.signal,
          onProgress: () => void (mayDie && random() < 0.03 && kill()),
        });
        try {
          await upload.done;
          return;
        } catch (error) {
          if (life.signal.aborted) deaths++;
          else if (isPiyaError(error) && error.code.startsWith('auth/')) await signInAgain();
          else throw error;
        }
      }
    };

    const waiting = Array.from({ length: UPLOADS }, (_, index) => index);
    const worker = async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await one(index);
    };
    await Promise.all(Array.from({ length: 4 }, worker));

    fake.faults.clear();
    const found = new Map<string, string[]>();
    for (const video of fake.videos()) {
      const key = /\.piya-(.+)\.mp4$/.exec(video.source?.inputFilename ?? '')?.[1] ?? 'without a key';
      found.set(key, [...(found.get(key) ?? []), (await fake.sha256Of(video.uuid)) ?? 'without a file']);
    }
    expect(deaths).toBeGreaterThan(UPLOADS / 10);
    expect(restarts).toBeGreaterThan(UPLOADS / 50);
    expect(new Map([...found].sort())).toEqual(
      new Map([...wanted].map(([key, hash]) => [key, [hash]] as const).sort()),
    );
  }, 600_000);
});
