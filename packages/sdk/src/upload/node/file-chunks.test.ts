import { openAsBlob } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering, isChunk } from '../../peertube/uploads/test-support/broken-answers.js';
import { fakeInstance, sha256, videoFile } from '../../peertube/uploads/test-support/fake-instance.js';
import { uploadVideo } from '../../peertube/uploads/upload-video.js';
import type { UploadBody } from '../types.js';
import { fileChunks } from './file-chunks.js';
import { fileSource } from './file-source.js';

const MIB = 1024 * 1024;

let folder: string;
let path: string;
let handle: FileHandle;
const content = Uint8Array.from({ length: 3 * MIB }, (_, index) => (index * 31) % 251);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-chunks-'));
  path = join(folder, 'file');
  await writeFile(path, content);
  handle = await open(path);
});
afterEach(async () => {
  await handle.close();
  await rm(folder, { recursive: true, force: true });
});

const chunksOf = async () => fileChunks(await openAsBlob(path), async () => handle);

/** The memory that a chunk is read into; one piece is read. */
async function memoryOf(chunk: Blob): Promise<ArrayBufferLike | undefined> {
  const reader = chunk.stream().getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value?.buffer;
}

describe('fileChunks()', () => {
  it('gives the bytes of the file to fetch, and to everyone who takes them as a Blob', async () => {
    const chunk = (await chunksOf()).chunk(5, 2 * MIB + 7);
    const wanted = content.slice(5, 2 * MIB + 7);
    expect(chunk.size).toBe(wanted.length);
    for (const body of [new Response(chunk), chunk, new Blob([chunk]), new Response(chunk)]) {
      expect(Buffer.compare(Buffer.from(await body.arrayBuffer()), wanted)).toBe(0);
    }
  });

  it('reads a chunk into the memory of one that was released, unless it is too small', async () => {
    const { chunk, release } = await chunksOf();
    const first = chunk(0, MIB);
    const memory = await memoryOf(first);
    release(first);
    const larger = chunk(MIB, 2 * MIB + 1);
    expect(await memoryOf(larger)).not.toBe(memory);
    const same = chunk(0, MIB);
    expect(await memoryOf(same)).toBe(memory);
  });

  it('leaves the memory alone of a chunk that was not released: a request given up may still be read', async () => {
    const { chunk } = await chunksOf();
    const given = chunk(0, MIB);
    const memory = await memoryOf(given);
    expect(await memoryOf(chunk(MIB, 2 * MIB))).not.toBe(memory);
    // The same chunk, when it is asked for again after a renewed token.
    expect(await memoryOf(given)).toBe(memory);
  });

  it('fails when the file became shorter meanwhile', async () => {
    const chunk = (await chunksOf()).chunk(0, 3 * MIB);
    await truncate(path, MIB);
    await expect(new Response(chunk).arrayBuffer()).rejects.toMatchObject({ code: 'upload/source-changed' });
  });
});

describe('an upload from a file', () => {
  it('releases what was confirmed, and not what was cut', async () => {
    const { fake, peertube, between } = await fakeInstance();
    const file = videoFile(5_500);
    await writeFile(path, new Uint8Array(await file.arrayBuffer()));
    between(answering(isChunk, () => Promise.reject(new TypeError('fetch failed')), { nth: 3 }));
    const source = await fileSource(path, { name: 'clip.mp4' });
    const given: UploadBody[] = [];
    const released: UploadBody[] = [];
    const { uuid } = await uploadVideo(
      peertube,
      {
        ...source,
        slice: async (start: number, end: number) => {
          const body = await source.slice(start, end);
          if (end - start === 1_000) given.push(body);
          return body;
        },
        release: (body: UploadBody) => {
          released.push(body);
          source.release?.(body);
        },
      },
      { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 },
    ).done;
    expect(released).toEqual(given.filter((_, index) => index !== 2));
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
  });
});
