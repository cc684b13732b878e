import { describe, expect, it } from 'vitest';
import { HttpError } from '../errors/http-error.js';
import { NetworkError } from '../errors/network-error.js';
import { UploadError } from '../errors/upload-error.js';
import { carriesKey, keyNumber, markedFilename } from '../peertube/uploads/marked-filename.js';
import { hash53 } from '../runtime/hash.js';
import {
  chunkTimeoutMs,
  FIRST_CHUNK_BYTES,
  MAX_CHUNK_BYTES,
  MIN_CHUNK_BYTES,
  nextChunkBytes,
} from './engine/chunk-size.js';
import { pollDelayMs, retryDelayMs } from './engine/retry-policy.js';
import { streamSource } from './sources/stream-source.js';
import { newUploadKey } from './upload-key.js';

const MIB = 1024 * 1024;

describe('nextChunkBytes()', () => {
  const next = (chunkBytes: number, tookMs: number | undefined, maxChunkBytes = 16 * MIB) =>
    nextChunkBytes({ chunkBytes, tookMs, maxChunkBytes });

  it('keeps the size while a chunk takes 1.5 to 6 seconds, so that chunks are equal', () => {
    for (const tookMs of [1_600, 3_000, 5_900]) expect(next(8 * MIB, tookMs)).toBe(8 * MIB);
  });

  it('doubles, or doubles twice, on a fast link, and reaches 5 MiB and more', () => {
    expect(next(4 * MIB, 1_000)).toBe(8 * MIB);
    expect(next(MIB, 100)).toBe(4 * MIB);
  });

  it('sends no chunk below 5 MiB, which S3 refuses, while nothing fails on a good link', () => {
    expect(FIRST_CHUNK_BYTES).toBeGreaterThanOrEqual(5 * MIB);
    for (const tookMs of [10, 1_000, 3_000, 5_900]) {
      const sizes = [FIRST_CHUNK_BYTES];
      for (let chunk = 0; chunk < 5; chunk++) sizes.push(next(sizes.at(-1) ?? 0, tookMs, MAX_CHUNK_BYTES));
      expect(Math.min(...sizes)).toBe(FIRST_CHUNK_BYTES);
      expect(new Set(sizes.slice(1)).size).toBe(1);
    }
  });

  it('never passes the largest size, and halves no lower than the smallest', () => {
    expect(next(8 * MIB, 10)).toBe(16 * MIB);
    expect(next(4 * MIB, 10, 5 * MIB)).toBe(4 * MIB);
    expect(next(MIN_CHUNK_BYTES, undefined)).toBe(MIN_CHUNK_BYTES);
    expect(next(1_000, undefined)).toBe(1_000);
  });

  it('halves after a failure or a slow chunk', () => {
    expect(next(4 * MIB, undefined)).toBe(2 * MIB);
    expect(next(4 * MIB, 7_000)).toBe(2 * MIB);
  });

  it('gives a chunk five times its expected time, and the last one the time of the processing', () => {
    expect(chunkTimeoutMs(4 * MIB, 10 * MIB, false)).toBe(60_000);
    expect(chunkTimeoutMs(4 * MIB, MIB / 10, false)).toBe(200_000);
    expect(chunkTimeoutMs(4 * MIB, 10 * MIB, true)).toBe(180_000);
  });
});

describe('retryDelayMs()', () => {
  const network = new NetworkError('away', { code: 'network/unreachable', retryable: true });

  it('doubles up to 30 s and shortens by up to half at random (promise 36)', () => {
    const delays = [0, 1, 2, 3, 9].map((attempt) => retryDelayMs({ attempt, error: network, random: () => 0 }));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
    expect(retryDelayMs({ attempt: 1, error: network, random: () => 1 })).toBe(500);
  });

  it('waits as long as the server asks (promise 36)', () => {
    const limited = new HttpError('slow down', {
      code: 'http/rate-limited',
      status: 429,
      route: 'PUT /x',
      retryable: true,
      retryAfterMs: 9_000,
    });
    expect(retryDelayMs({ attempt: 0, error: limited, random: () => 0 })).toBe(9_000);
  });

  it('repeats what a proxy refused for its size only while a request can be smaller', () => {
    const options = { code: 'http/too-large', status: 413, route: 'PUT /x' } as const;
    const tooLarge = { attempt: 0, error: new HttpError('no', options), random: () => 0 };
    expect(retryDelayMs({ ...tooLarge, mayShrink: true })).toBe(500);
    expect(retryDelayMs({ ...tooLarge, mayShrink: false })).toBeUndefined();
  });

  it('does not repeat what was refused, nor what is no error of the kit (promise 36)', () => {
    const refused = new UploadError('no', { code: 'upload/rejected' });
    expect(retryDelayMs({ attempt: 0, error: refused, random: () => 0 })).toBeUndefined();
    expect(retryDelayMs({ attempt: 0, error: new Error('bug'), random: () => 0 })).toBeUndefined();
  });

  it('looks at a server that works after half a second first, and every half minute at most', () => {
    expect(pollDelayMs(0, () => 0)).toBe(500);
    expect(pollDelayMs(50, () => 0)).toBe(30_000);
  });
});

describe('the key of an upload', () => {
  it('travels in the file name, before the extension', () => {
    expect(markedFilename('My holiday.MP4', 'k-1')).toBe('My holiday.piya-k-1.mp4');
    expect(markedFilename('../a/b.webm', 'k')).toBe('.._a_b.piya-k.webm');
    expect(markedFilename('none', 'k')).toBe('none.piya-k');
    expect([...markedFilename(`${'한'.repeat(300)}.mp4`, 'k')]).toHaveLength(120 + '.piya-k.mp4'.length);
  });

  it('is recognised whole only', () => {
    const name = markedFilename('a.mp4', 'abc');
    expect(carriesKey(name, 'abc')).toBe(true);
    expect(carriesKey(name, 'bc')).toBe(false);
    expect(carriesKey(name, 'abcd')).toBe(false);
    expect(carriesKey(markedFilename('none', 'abc'), 'abc')).toBe(true);
  });

  it('gives the same number for ever, and another for another key', () => {
    expect(keyNumber('piya')).toBe(hash53('piya'));
    const numbers = new Set(Array.from({ length: 20_000 }, (_, index) => keyNumber(`key-${index}`)));
    expect(numbers.size).toBe(20_000);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  });

  it('is new each time', () => {
    expect(newUploadKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newUploadKey()).not.toBe(newUploadKey());
  });
});

describe('streamSource()', () => {
  async function* pieces(...sizes: number[]) {
    let value = 0;
    for (const size of sizes) yield Uint8Array.from({ length: size }, () => value++ % 256);
  }
  const source = (sizeBytes: number, ...sizes: number[]) =>
    streamSource({ name: 'a', sizeBytes, stream: pieces(...sizes) });

  it('gives exact slices whatever the pieces are, and the last one twice', async () => {
    const stream = source(10, 3, 1, 6);
    expect(await stream.slice(0, 5)).toEqual(Uint8Array.of(0, 1, 2, 3, 4));
    expect(await stream.slice(2, 4)).toEqual(Uint8Array.of(2, 3));
    expect(await stream.slice(5, 10)).toEqual(Uint8Array.of(5, 6, 7, 8, 9));
    expect(await stream.slice(5, 10)).toEqual(Uint8Array.of(5, 6, 7, 8, 9));
  });

  it('keeps no more than the window', async () => {
    const stream = source(9, 3, 3, 3);
    await stream.slice(6, 9);
    await expect(stream.slice(0, 3)).rejects.toMatchObject({ code: 'upload/offset-lost', retryable: false });
  });

  it('reads a chunk into the memory of one that was released, and of no other', async () => {
    const stream = source(12, 3, 3, 3, 3);
    const slice = async (start: number, end: number) => (await stream.slice(start, end)) as Uint8Array<ArrayBuffer>;
    const first = await slice(0, 4);
    stream.release?.(first);
    const second = await slice(4, 8);
    expect(second.buffer).toBe(first.buffer);
    const again = await slice(4, 8);
    stream.release?.(again);
    const third = await slice(8, 12);
    expect(third.buffer).not.toBe(first.buffer);
    expect([second, third]).toEqual([Uint8Array.of(4, 5, 6, 7), Uint8Array.of(8, 9, 10, 11)]);
  });

  it('gives a released chunk once more when the server lost it', async () => {
    const stream = source(12, 12);
    stream.release?.(await stream.slice(0, 4));
    expect(await stream.slice(2, 4)).toEqual(Uint8Array.of(2, 3));
    expect(await stream.slice(2, 8)).toEqual(Uint8Array.of(2, 3, 4, 5, 6, 7));
  });

  it('loses no byte when it is stopped while it reads', async () => {
    const stream = source(9, 3, 3, 3);
    const stop = new AbortController();
    await stream.slice(0, 1);
    const stopped = stream.slice(0, 9, { signal: stop.signal });
    stop.abort(new Error('paused'));
    await expect(stopped).rejects.toThrow('paused');
    expect(await stream.slice(0, 9)).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
  });

  it('ends a read that hangs with the signal, and gives the piece that comes later to the next read', async () => {
    const { writable, readable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const stream = streamSource({ name: 'a', sizeBytes: 4, stream: readable });
    void writer.write(Uint8Array.of(1, 2));
    const stop = new AbortController();
    const hanging = stream.slice(0, 4, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('paused'));
    await expect(hanging).rejects.toThrow('paused');
    void writer.write(Uint8Array.of(3, 4));
    void writer.close();
    expect(await stream.slice(0, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('ends with the signal when every byte came and the stream stays open', async () => {
    const { writable, readable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const stream = streamSource({ name: 'a', sizeBytes: 2, stream: readable });
    void writer.write(Uint8Array.of(1, 2));
    const stop = new AbortController();
    const hanging = stream.slice(0, 2, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('cancelled'));
    await expect(hanging).rejects.toThrow('cancelled');
    void writer.close();
    expect(await stream.slice(0, 2)).toEqual(Uint8Array.of(1, 2));
  });

  it('closes without waiting for a piece that never comes', async () => {
    async function* stalled() {
      yield Uint8Array.of(1);
      await new Promise(() => undefined);
    }
    const stream = streamSource({ name: 'a', sizeBytes: 2, stream: stalled() });
    const stop = new AbortController();
    const hanging = stream.slice(0, 2, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('cancelled'));
    await expect(hanging).rejects.toThrow('cancelled');
    await stream.close?.();
  });

  it('skips pieces without a byte, at the end too', async () => {
    expect(await source(4, 0, 2, 0, 2, 0).slice(0, 4)).toEqual(Uint8Array.of(0, 1, 2, 3));
  });

  it('skips what the server has already', async () => {
    const stream = source(9, 2, 2, 5);
    expect(await stream.slice(5, 9)).toEqual(Uint8Array.of(5, 6, 7, 8));
  });

  it('does not care whether the stream uses its own memory again', async () => {
    async function* oneBuffer() {
      const piece = new Uint8Array(2);
      for (let value = 0; value < 6; value++) yield piece.fill(value);
    }
    const stream = streamSource({ name: 'a', sizeBytes: 12, stream: oneBuffer() });
    expect(await stream.slice(0, 7)).toEqual(Uint8Array.of(0, 0, 1, 1, 2, 2, 3));
    expect(await stream.slice(7, 12)).toEqual(Uint8Array.of(3, 4, 4, 5, 5));
  });

  it('refuses a stream that is shorter or longer than announced', async () => {
    await expect(source(10, 3).slice(0, 5)).rejects.toThrow('the stream ended after 3 of 10 bytes.');
    await expect(source(4, 3, 3).slice(0, 4)).rejects.toThrow('the stream gives more than the 4 bytes announced.');
    await expect(source(3, 3, 1).slice(0, 3)).rejects.toThrow('the stream gives more than the 3 bytes announced.');
  });
});
