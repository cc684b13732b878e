import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HybridUploader } from '../../failover/hybrid/hybrid-uploader.js';
import { folderStore } from '../../failover/stores/node/folder-store.js';
import { createUploads } from '../../peertube/uploads/create-uploads.js';
import { fakeInstance, sha256, videoFile } from '../../peertube/uploads/test-support/fake-instance.js';
import { uploadVideo } from '../../peertube/uploads/upload-video.js';
import type { UploadSource } from '../types.js';
import { toUploadSource } from './upload-source.js';

const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };

/** A source whose members are all on its prototype, and whose state is private. */
class FileOfMine implements UploadSource {
  readonly #file: File;
  closed = 0;

  constructor(file: File) {
    this.#file = file;
  }
  get name() {
    return this.#file.name;
  }
  get type() {
    return this.#file.type;
  }
  get sizeBytes() {
    return this.#file.size;
  }
  async slice(start: number, end: number) {
    return this.#file.slice(start, end);
  }
  async close() {
    if (this.#file.size > 0) this.closed++;
  }
}

/** A Blob as another frame has it: of no class of this one. */
const ofAnotherFrame = (file: File): File =>
  ({
    name: file.name,
    type: file.type,
    size: file.size,
    lastModified: file.lastModified,
    slice: (...range: [number, number]) => file.slice(...range),
  }) as File;

describe('an upload', () => {
  it('takes an instance of a class as source', async () => {
    const { fake, peertube, clock } = await fakeInstance();
    const fallback = folderStore(join(tmpdir(), 'piyakast-unused'));
    const hybrid = new HybridUploader({ primary: createUploads(peertube), fallback, clock });
    for (const upload of [
      (source: UploadSource) => uploadVideo(peertube, source, FIELDS),
      (source: UploadSource) => hybrid.upload(source, FIELDS),
    ]) {
      const source = new FileOfMine(videoFile(3_500));
      await upload(source).done;
      expect(source.closed).toBe(1);
    }
    const wanted = await sha256(videoFile(3_500));
    expect(await Promise.all(fake.videos().map(({ uuid }) => fake.sha256Of(uuid)))).toEqual([wanted, wanted]);
  });

  it('takes a file of another frame', async () => {
    const { fake, peertube } = await fakeInstance();
    const file = videoFile(3_500);
    const { uuid } = await uploadVideo(peertube, ofAnotherFrame(file), FIELDS).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
  });

  it.each([
    ['a path', '/home/me/holiday.mp4'],
    ['nothing', undefined],
    ['bytes', Uint8Array.of(1, 2, 3)],
    ['a source of unknown size', { name: 'a.mp4', type: '', sizeBytes: Number.NaN, slice: async () => new Blob() }],
  ])('refuses %s at once', (_what, input) => {
    expect(() => toUploadSource(input as never)).toThrow('The option "input" must be a File, a Blob or a source.');
  });
});
