import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../errors/network-error.js';
import { answering, isChunk } from '../../peertube/uploads/test-support/broken-answers.js';
import { fakeInstance, sha256, videoFile } from '../../peertube/uploads/test-support/fake-instance.js';
import { uploadVideo } from '../../peertube/uploads/upload-video.js';
import { memoryRecords } from '../records/memory-records.js';
import { blobSource } from '../sources/blob-source.js';
import { streamSource } from '../sources/stream-source.js';
import type { UploadProgress, UploadRecordStore, UploadSource } from '../types.js';

const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };

/** Resolves when the upload has confirmed so many bytes. */
function untilSent(upload: { onProgress(listener: (progress: UploadProgress) => void): unknown }, bytes: number) {
  return new Promise<void>((resolve) => {
    upload.onProgress(({ sentBytes }) => {
      if (sentBytes >= bytes) resolve();
    });
  });
}

describe('startUpload()', () => {
  it('saves the record before the first byte', async () => {
    const { peertube, transcript, between } = await fakeInstance();
    const records = memoryRecords();
    const saved: unknown[] = [];
    between(
      answering(isChunk, async (request, pass) => {
        saved.push(await records.get('early'));
        return pass(request);
      }),
    );
    await uploadVideo(peertube, videoFile(3_500), { ...FIELDS, key: 'early', records }).done;
    expect(saved).toEqual([expect.objectContaining({ key: 'early', sizeBytes: 3_500, protocol: 'peertube' })]);
    expect(transcript.length).toBeGreaterThan(0);
    expect(await records.get('early')).toBeUndefined();
  });

  it('sends nothing when the record cannot be saved', async () => {
    const { peertube, transcript } = await fakeInstance();
    const full: UploadRecordStore = { ...memoryRecords(), set: () => Promise.reject(new Error('disk full')) };
    const { done } = uploadVideo(peertube, videoFile(3_500), { ...FIELDS, records: full });
    await expect(done).rejects.toMatchObject({ code: 'upload/store-failed' });
    expect(transcript.filter((line) => line.includes('bytes '))).toEqual([]);
  });

  it('pauses at once, and after the pause asks the server before it resumes', async () => {
    const { fake, peertube, transcript } = await fakeInstance();
    const file = videoFile(6_000);
    const upload = uploadVideo(peertube, file, FIELDS);
    await untilSent(upload, 2_000);
    upload.pause();
    expect(upload.progress.phase).toBe('paused');
    const before = upload.progress.sentBytes;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(upload.progress).toMatchObject({ phase: 'paused', sentBytes: before });
    upload.resume();
    const { uuid } = await upload.done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
    expect(transcript.some((line) => line.includes('bytes */6000'))).toBe(true);
    expect(transcript.filter((line) => line.includes('bytes 0-'))).toHaveLength(1);
  });

  it('cancels here and at the server, and forgets the record', async () => {
    const { fake, peertube, transcript } = await fakeInstance();
    const records = memoryRecords();
    const upload = uploadVideo(peertube, videoFile(6_000), { ...FIELDS, key: 'stop', records });
    await untilSent(upload, 2_000);
    await upload.cancel();
    await expect(upload.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(upload.progress.phase).toBe('cancelled');
    expect(transcript.at(-1)).toBe('DELETE videos/upload-resumable -> 204');
    expect(await records.get('stop')).toBeUndefined();
    expect(fake.uploads.size).toBe(0);
  });

  it('stops with the reason of the signal and resumes from the record in another process (promise 39)', async () => {
    const { fake, peertube, transcript } = await fakeInstance();
    const records = memoryRecords();
    const file = videoFile(6_000);
    const stop = new AbortController();
    const reason = new Error('the tab closes');
    const first = uploadVideo(peertube, file, { ...FIELDS, key: 'go-on', records, signal: stop.signal });
    await untilSent(first, 3_000);
    stop.abort(reason);
    await expect(first.done).rejects.toBe(reason);
    const sentBefore = transcript.filter((line) => line.includes('-> 308')).length;
    const { uuid } = await uploadVideo(peertube, file, { ...FIELDS, key: 'go-on', records }).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
    expect(sentBefore).toBeGreaterThan(0);
    expect(transcript.filter((line) => line.includes('bytes 0-'))).toHaveLength(1);
    expect(transcript.filter((line) => line.startsWith('POST videos'))).toHaveLength(1);
  });

  it.each([
    ['another size', videoFile(6_001)],
    ['another content', videoFile(6_000, { seed: 2 })],
    ['another time', videoFile(6_000, { lastModified: 5 })],
  ])('refuses to resume with a file of %s', async (_what, other) => {
    const { peertube, transcript } = await fakeInstance();
    const records = memoryRecords();
    const stop = new AbortController();
    const first = uploadVideo(peertube, videoFile(6_000), { ...FIELDS, key: 'changed', records, signal: stop.signal });
    await untilSent(first, 1_000);
    stop.abort();
    await expect(first.done).rejects.toMatchObject({ name: 'AbortError' });
    transcript.length = 0;
    const { done } = uploadVideo(peertube, other, { ...FIELDS, key: 'changed', records });
    await expect(done).rejects.toMatchObject({
      code: 'upload/source-changed',
      message: 'The file has changed: it is not what it was. Start again with a new key.',
    });
    expect(transcript).toEqual([]);
  });

  it('notices a file that can no longer be read, instead of taking it for a broken network', async () => {
    const { peertube, between } = await fakeInstance();
    between(answering(isChunk, () => Promise.reject(new TypeError('fetch failed')), { nth: 2 }));
    const file = videoFile(3_500);
    const source = { ...blobSource(file), verify: () => blobSource(unreadable()).verify?.() ?? Promise.resolve() };
    await expect(uploadVideo(peertube, source, FIELDS).done).rejects.toMatchObject({ code: 'upload/source-changed' });
  });

  it('fails after the stall timeout with the cause, keeps the record, and can be called again (promise 36)', async () => {
    const { fake, peertube, clock } = await fakeInstance();
    const records = memoryRecords();
    const file = videoFile(3_500);
    const options = { ...FIELDS, key: 'stalled', records, stallTimeoutMs: 60_000 };
    const upload = uploadVideo(peertube, file, options);
    await untilSent(upload, 1_000);
    fake.faults.set({ down: true });
    const startedMs = clock.now();
    await expect(upload.done).rejects.toMatchObject({
      code: 'network/unreachable',
      retryable: true,
      name: 'UploadError',
    });
    expect(clock.now() - startedMs).toBeLessThanOrEqual(60_000);
    fake.faults.clear();
    await uploadVideo(peertube, file, options).done;
    expect(fake.videos()).toHaveLength(1);
  });

  it('continues at once when `resume()` is called while it waits', async () => {
    const { peertube, between } = await fakeInstance();
    between(answering(isChunk, () => new Response(null, { status: 502 })));
    const slow = { now: () => Date.now(), sleep: () => new Promise<void>(() => undefined) };
    const upload = uploadVideo(peertube, videoFile(3_500), { ...FIELDS, clock: slow });
    await new Promise<void>((resolve) => {
      upload.onProgress(({ phase }) => phase === 'waiting' && resolve());
    });
    upload.resume();
    await expect(upload.done).resolves.toBeDefined();
  });

  it.each(['abort', 'cancel'] as const)('ends at once on %s while the source hangs', async (way) => {
    const { peertube } = await fakeInstance();
    const file = videoFile(3_500);
    const stop = new AbortController();
    let reached = (): void => undefined;
    const hangs = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const source: UploadSource = {
      ...blobSource(file),
      slice(start, end) {
        if (start !== 1_000) return Promise.resolve(file.slice(start, end));
        reached();
        return new Promise(() => undefined);
      },
    };
    const upload = uploadVideo(peertube, source, { ...FIELDS, signal: stop.signal });
    await hangs;
    if (way === 'cancel') await upload.cancel();
    else stop.abort();
    await expect(upload.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(upload.progress.phase).toBe('cancelled');
  });

  it('reads a source again whose connection broke', async () => {
    const { fake, peertube } = await fakeInstance();
    const file = videoFile(3_500);
    let cuts = 0;
    const source: UploadSource = {
      ...blobSource(file),
      async slice(start, end) {
        if (start === 1_000 && cuts++ === 0) throw new TypeError('fetch failed');
        return file.slice(start, end);
      },
    };
    const { uuid } = await uploadVideo(peertube, source, FIELDS).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
    expect(cuts).toBe(2);
  });

  it('distinguishes a source that cannot be read from a store that cannot be written to, and keeps the record', async () => {
    const { fake, peertube } = await fakeInstance();
    const records = memoryRecords();
    const file = videoFile(3_500);
    const removed: UploadSource = {
      ...blobSource(file),
      async slice(start, end) {
        if (start >= 2_000) throw new Error('EIO: the stick was pulled out');
        return file.slice(start, end);
      },
    };
    const options = { ...FIELDS, key: 'stick', records };
    await expect(uploadVideo(peertube, removed, options).done).rejects.toMatchObject({
      code: 'upload/source-unreadable',
      message: 'The file could not be read: Error: EIO: the stick was pulled out. Check that it is still there.',
      retryable: false,
      confirmedBytes: 2_000,
    });
    const { uuid } = await uploadVideo(peertube, file, options).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
  });

  it('does not take a server that a source reads from for the one that it is uploaded to', async () => {
    const { peertube } = await fakeInstance();
    const away = new NetworkError('No answer.', { code: 'network/unreachable', retryable: true });
    const source = { ...blobSource(videoFile(3_500)), slice: () => Promise.reject(away) };
    const { done } = uploadVideo(peertube, source, { ...FIELDS, stallTimeoutMs: 5_000 });
    await expect(done).rejects.toMatchObject({ code: 'upload/source-unreadable', retryable: true });
  });

  it('uploads with half of the file as chunk, also when its size is odd', async () => {
    const { fake, peertube, transcript } = await fakeInstance();
    const file = videoFile(3_501);
    const { uuid } = await uploadVideo(peertube, file, { name: 'A clip', chunkBytes: file.size / 2 }).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
    expect(transcript.filter((line) => line.includes('bytes '))).toHaveLength(2);
  });

  it('stays cancelled when `resume()` is called after the end of a paused upload', async () => {
    const { peertube } = await fakeInstance();
    const stop = new AbortController();
    const upload = uploadVideo(peertube, videoFile(3_500), { ...FIELDS, signal: stop.signal });
    upload.pause();
    stop.abort();
    await expect(upload.done).rejects.toMatchObject({ name: 'AbortError' });
    upload.resume();
    expect(upload.progress.phase).toBe('cancelled');
  });

  it('ends at once when it is aborted while it looks whether the file has changed', async () => {
    const { peertube, between } = await fakeInstance();
    between(answering(isChunk, () => Promise.reject(new TypeError('fetch failed'))));
    const stop = new AbortController();
    const source = { ...blobSource(videoFile(3_500)), verify: async () => stop.abort() };
    const never = { now: () => Date.now(), sleep: () => new Promise<void>(() => undefined) };
    const { done } = uploadVideo(peertube, source, { ...FIELDS, clock: never, signal: stop.signal });
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports only what the server confirmed, and ends with everything', async () => {
    const { peertube } = await fakeInstance();
    const seen: UploadProgress[] = [];
    await uploadVideo(peertube, videoFile(3_500), { ...FIELDS, onProgress: (progress) => seen.push(progress) }).done;
    const sent = seen.map(({ sentBytes }) => sentBytes);
    expect([...new Set(sent)]).toEqual([0, 1_000, 2_000, 3_000, 3_500]);
    expect(seen.at(-1)).toMatchObject({ phase: 'done', sentBytes: 3_500, totalBytes: 3_500, etaSeconds: 0 });
  });

  it('uploads a stream with a size, and sends an unconfirmed chunk again from its window', async () => {
    const { fake, peertube, between } = await fakeInstance();
    between(answering(isChunk, () => Promise.reject(new TypeError('fetch failed')), { nth: 2 }));
    const file = videoFile(3_500);
    const source = streamSource({ name: 'a.mp4', type: 'video/mp4', sizeBytes: 3_500, stream: file.stream() });
    const { uuid } = await uploadVideo(peertube, source, FIELDS).done;
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
  });

  it('fails plainly when the server forgot bytes that a stream cannot give twice', async () => {
    const { fake, peertube, between } = await fakeInstance();
    between(
      answering(
        isChunk,
        async (request, pass) => {
          await fake.restart();
          return pass(request);
        },
        { nth: 7 },
      ),
    );
    async function* pieces() {
      // Longer than what the look at the content keeps.
      const bytes = await videoFile(160_000).bytes();
      for (let start = 0; start < 160_000; start += 5_000) yield bytes.subarray(start, start + 5_000);
    }
    const input = streamSource({ name: 'a.mp4', sizeBytes: 160_000, stream: pieces() });
    const chunks = { ...FIELDS, chunkBytes: 16_000, maxChunkBytes: 16_000 };
    await expect(uploadVideo(peertube, input, chunks).done).rejects.toMatchObject({
      code: 'upload/offset-lost',
      retryable: false,
    });
  });

  it('refuses an empty file and options that make no sense', async () => {
    const { peertube } = await fakeInstance();
    const empty = new File([], 'a.mp4', { type: 'video/mp4' });
    await expect(uploadVideo(peertube, empty, FIELDS).done).rejects.toMatchObject({ code: 'upload/invalid-file' });
    expect(() => uploadVideo(peertube, videoFile(100), { ...FIELDS, key: 'a/b' })).toThrow(
      'The option "key" must be 1 to 64 letters, digits, "_" or "-".',
    );
    expect(() => uploadVideo(peertube, videoFile(100), { ...FIELDS, chunkBytes: 0 })).toThrow(
      'The option "chunkBytes" must be a number above 0.',
    );
  });
});

function unreadable(): Blob {
  const blob = new Blob(['x']);
  blob.slice = () =>
    ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as unknown as Blob;
  return blob;
}
