import { describe, expect, it } from 'vitest';
import { chunkTimeoutMs, FIRST_CHUNK_BYTES, MAX_CHUNK_BYTES, MIN_CHUNK_BYTES, nextChunkBytes } from './chunk-size.js';

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
