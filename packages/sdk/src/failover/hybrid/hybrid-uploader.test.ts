import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakePeerTube } from '@piyakast/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUploads } from '../../peertube/uploads/create-uploads.js';
import { answering, isLastChunk, isQuestion } from '../../peertube/uploads/test-support/broken-answers.js';
import { fakeInstance, sha256, videoFile } from '../../peertube/uploads/test-support/fake-instance.js';
import { jpeg } from '../../peertube/uploads/test-support/pictures.js';
import { streamSource } from '../../upload/sources/stream-source.js';
import type { UploadPhase } from '../../upload/types.js';
import { folderStore } from '../stores/node/folder-store.js';
import { folderUnconfirmedUploads } from '../unconfirmed/node/folder-unconfirmed-uploads.js';
import { type UnconfirmedUpload, unconfirmedUploadId } from '../unconfirmed/unconfirmed-uploads.js';
import { HybridUploader } from './hybrid-uploader.js';
import type { StoredUpload } from './types.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-hybrid-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function setUp(options: { isOnline?: () => boolean } = {}) {
  const instance = await fakeInstance();
  const { clock, peertube } = instance;
  const fallback = folderStore(folder, { clock });
  const hybrid = new HybridUploader({
    primary: createUploads(peertube),
    fallback,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { ...instance, fallback, hybrid };
}

/** Has every byte, and is away before it can say so. */
const dyingWithLastAnswer = (fake: FakePeerTube) =>
  answering(isLastChunk, async (request, pass) => {
    await pass(request);
    fake.faults.set({ down: true });
    throw new TypeError('fetch failed');
  });

const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };

describe('HybridUploader', () => {
  it('ends at the primary when it takes the file', async () => {
    const { fake, hybrid } = await setUp();
    const result = await hybrid.upload(videoFile(3_500), FIELDS).done;
    expect(result).toMatchObject({ kind: 'primary', video: { uuid: fake.videos()[0]?.uuid } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('stores the file when the primary dies mid-way, as one upload to its listeners (promise 3, promise 37)', async () => {
    const { fake, hybrid } = await setUp();
    const file = videoFile(3_500);
    const phases: UploadPhase[] = [];
    const upload = hybrid.upload(file, { ...FIELDS, key: 'mid-way' });
    upload.onProgress(({ phase, sentBytes }) => {
      phases.push(phase);
      if (sentBytes >= 1_000 && phases.length < 10) fake.faults.set({ down: true });
    });
    await expect(upload.done).resolves.toMatchObject({
      kind: 'stored',
      stored: { key: 'mid-way', store: 'folder', name: 'A clip', sizeBytes: 3_500 },
      reason: { code: 'network/unreachable' },
    });
    expect(phases).not.toContain('failed');
    expect(phases.at(-1)).toBe('done');
    const [bytes = ''] = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
    expect(await sha256(new Blob([await readFile(join(folder, bytes))]))).toBe(await sha256(file));
  });

  it('moves what was stored when the primary is back, once, and lets go of the file (promise 34)', async () => {
    const { fake, hybrid } = await setUp();
    const file = videoFile(3_500);
    fake.faults.set({ down: true });
    const thumbnail = jpeg();
    await hybrid.upload(file, { ...FIELDS, key: 'later', tags: ['aa'], privacy: 'unlisted', thumbnail }).done;
    expect((await hybrid.promote()).failed).toMatchObject([{ stored: { key: 'later' } }]);
    expect(await hybrid.pending()).toHaveLength(1);
    fake.faults.clear();
    const report = await hybrid.promote();
    expect(report).toMatchObject({ promoted: [{ stored: { key: 'later' } }], failed: [] });
    expect(fake.videos()).toMatchObject([{ name: 'A clip', tags: ['aa'], privacy: 2 }]);
    expect(await fake.sha256Of(fake.videos()[0]?.uuid ?? '')).toBe(await sha256(file));
    expect(await hybrid.pending()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['A clip', 'Renamed'])('makes no second video when the primary had secretly made %j', async (title) => {
    const { fake, hybrid, between } = await setUp();
    between(dyingWithLastAnswer(fake));
    const result = await hybrid.upload(videoFile(3_500), { ...FIELDS, key: 'secret' }).done;
    expect(result).toMatchObject({ kind: 'stored', stored: { sinceMs: expect.any(Number) } });
    for (const video of fake.videos()) video.name = title;
    fake.faults.clear();
    const report = await hybrid.promote();
    expect(report.promoted).toMatchObject([{ video: { uuid: fake.videos()[0]?.uuid } }]);
    expect(fake.videos()).toHaveLength(1);
  });

  it.each([true, false])('does not store a file that is no video, online: %s (promise 51)', async (online) => {
    const { hybrid, transcript } = await setUp({ isOnline: () => online });
    const upload = hybrid.upload(new File(['MZ program'], 'a.mp4', { type: 'video/mp4' }), FIELDS);
    await expect(upload.done).rejects.toMatchObject({ code: 'upload/unsupported-type' });
    expect(transcript).toEqual([]);
    expect(await hybrid.pending()).toEqual([]);
  });

  it('takes back what the primary had secretly finished, when the store publishes its copy itself', async () => {
    const { fake, peertube, clock, between } = await fakeInstance();
    const uploads = createUploads(peertube);
    const folderCopy = folderStore(folder, { clock });
    const { store, pending } = folderCopy;
    const unconfirmed = folderUnconfirmedUploads(join(folder, 'unconfirmed'));
    const options = { primary: uploads, fallback: { name: 'server', store, pending }, clock, unconfirmed };
    const hybrid = new HybridUploader(options);
    between(dyingWithLastAnswer(fake));
    const result = await hybrid.upload(videoFile(3_500), { ...FIELDS, key: 'twice' }).done;
    expect(result).toMatchObject({ kind: 'stored', isUnconfirmed: true });
    expect((await hybrid.promote()).withdrawn).toEqual([]);
    fake.faults.clear();
    expect(fake.videos()).toHaveLength(1);
    // The page is closed before PeerTube is back; the next one knows, and the same file goes nowhere else.
    const next = new HybridUploader(options);
    const again = await next.upload(videoFile(3_500), { ...FIELDS, key: 'twice' }).done;
    expect(again).toMatchObject({ kind: 'stored', reason: { code: 'upload/result-unknown' } });
    const ofAnother = new HybridUploader({ ...options, primary: { ...uploads, url: 'http://other.test' } });
    expect((await ofAnother.promote()).withdrawn).toEqual([]);
    expect((await next.promote()).withdrawn).toEqual(['twice']);
    expect(fake.videos()).toHaveLength(0);
    expect(await readdir(join(folder, 'unconfirmed'))).toEqual([]);
  });

  it('takes it back too when the process ends before the store has answered', async () => {
    const { fake, peertube, clock, between } = await fakeInstance();
    const copy = folderStore(join(folder, 'copy'), { clock });
    const unconfirmed = folderUnconfirmedUploads(join(folder, 'unconfirmed'));
    let tell = (): void => undefined;
    const isStored = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const store: typeof copy.store = (...file) => {
      const upload = copy.store(...file);
      upload.done.then(tell);
      return { ...upload, done: new Promise<never>(() => undefined) };
    };
    const fallback = { name: 'server', store, pending: copy.pending };
    const options = { primary: createUploads(peertube), fallback, clock, unconfirmed };
    between(dyingWithLastAnswer(fake));
    new HybridUploader(options).upload(videoFile(3_500), { ...FIELDS, key: 'twice' });
    await isStored;
    fake.faults.clear();
    expect(fake.videos()).toHaveLength(1);
    expect((await new HybridUploader(options).promote()).withdrawn).toEqual(['twice']);
    expect(fake.videos()).toHaveLength(0);
  });

  it('takes back nothing of which the store has not all', async () => {
    const { fake, peertube, clock } = await fakeInstance();
    const primary = createUploads(peertube);
    await primary.upload(videoFile(3_500), { ...FIELDS, key: 'once' }).done;
    const unconfirmedUpload = {
      url: primary.url,
      key: 'once',
      name: FIELDS.name,
      sinceMs: 0,
      untilMs: clock.now() + 1_000,
    };
    const unconfirmed = new Map([[unconfirmedUploadId(unconfirmedUpload), unconfirmedUpload]]);
    const stored = { ...{ key: 'once', store: 'server', id: '7', name: FIELDS.name }, sizeBytes: 3_500, storedAtMs: 0 };
    let kept: StoredUpload | undefined = { ...stored, isPartial: true };
    const { store, pending } = folderStore(folder, { clock });
    const fallback = { name: 'server', store, pending, find: async () => kept };
    const hybrid = new HybridUploader({ primary, fallback, clock, unconfirmed });
    clock.advance(2_000);
    expect((await hybrid.promote()).withdrawn).toEqual([]);
    expect(unconfirmed.size).toBe(1);
    kept = undefined;
    expect((await hybrid.promote()).withdrawn).toEqual([]);
    expect(unconfirmed.size).toBe(0);
    expect(fake.videos()).toHaveLength(1);
    unconfirmed.set(unconfirmedUploadId(unconfirmedUpload), unconfirmedUpload);
    kept = stored;
    expect((await hybrid.promote()).withdrawn).toEqual(['once']);
    expect(fake.videos()).toHaveLength(0);
  });

  it('leaves it where it is when the store fails too', async () => {
    const { fake, peertube, clock, between } = await fakeInstance();
    const { store, pending } = folderStore('/dev/null/not-a-folder', { clock });
    const unconfirmed = new Map<string, UnconfirmedUpload>();
    const options = {
      primary: createUploads(peertube),
      fallback: { name: 'server', store, pending },
      clock,
      unconfirmed,
    };
    between(dyingWithLastAnswer(fake));
    const hybrid = new HybridUploader(options);
    const { done } = hybrid.upload(videoFile(3_500), { ...FIELDS, key: 'twice' });
    await expect(done).rejects.toMatchObject({ code: 'upload/store-failed' });
    expect([...unconfirmed]).toEqual([]);
    fake.faults.clear();
    const [video] = fake.videos();
    const again = await hybrid.upload(videoFile(3_500), { ...FIELDS, key: 'twice' }).done;
    expect(again).toMatchObject({ kind: 'primary', video: { uuid: video?.uuid } });
  });

  it('stores the file when PeerTube has been at work on it for five minutes', async () => {
    const { clock, hybrid, between } = await setUp();
    const detail = 'The upload is already being processed';
    const atWork = () => Response.json({ status: 503, detail }, { status: 503, headers: { 'retry-after': '300' } });
    between(answering((request) => isLastChunk(request) || isQuestion(request), atWork, { times: 10_000 }));
    const begunMs = clock.now();
    const result = await hybrid.upload(videoFile(3_500), FIELDS).done;
    expect(result).toMatchObject({ kind: 'stored', isUnconfirmed: true });
    expect(clock.now() - begunMs).toBeGreaterThan(4 * 60_000);
    expect(clock.now() - begunMs).toBeLessThan(11 * 60_000);
  });

  it('moves the others when one does not get through', async () => {
    const { peertube, clock, between } = await fakeInstance();
    let isOnline = false;
    const primary = createUploads(peertube);
    const fallback = folderStore(folder, { clock });
    const hybrid = new HybridUploader({ primary, fallback, clock, isOnline: () => isOnline });
    await hybrid.upload(videoFile(9_500), { ...FIELDS, key: 'stuck' }).done;
    clock.advance(1_000);
    await hybrid.upload(videoFile(3_500, { seed: 2 }), { ...FIELDS, key: 'fine' }).done;
    clock.advance(1_000);
    await hybrid.upload(videoFile(2_500, { seed: 3 }), { ...FIELDS, key: 'fine-too' }).done;
    isOnline = true;
    const isStuck = (request: Request) => request.headers.get('content-range')?.endsWith('/9500') === true;
    const cut = () => {
      throw new TypeError('fetch failed');
    };
    between(answering(isStuck, cut, { times: 10_000 }));
    expect((await hybrid.promote()).promoted).toEqual([]);
    expect((await hybrid.promote()).promoted.map(({ stored }) => stored.key)).toEqual(['fine', 'fine-too']);
    expect((await hybrid.pending()).map(({ key }) => key)).toEqual(['stuck']);
  });

  it('withdraws nothing that was cut before its last byte', async () => {
    const { fake, hybrid } = await setUp();
    const upload = hybrid.upload(videoFile(3_500), FIELDS);
    upload.onProgress(({ sentBytes }) => sentBytes === 1_000 && fake.faults.set({ down: true }));
    await expect(upload.done).resolves.toMatchObject({ kind: 'stored', isUnconfirmed: false });
    expect((await hybrid.pending())[0]).not.toHaveProperty('sinceMs');
  });

  it('does not store a file that the primary refuses for what it is', async () => {
    const { hybrid } = await setUp();
    const text = new File(['not a video'], 'a.mp4', { type: 'video/mp4' });
    const upload = hybrid.upload(text, { ...FIELDS, inspect: false });
    await expect(upload.done).rejects.toMatchObject({ code: 'upload/invalid-file' });
    expect(upload.progress.phase).toBe('failed');
    expect(await hybrid.pending()).toEqual([]);
  });

  it('does not call a video safe whose picture PeerTube would refuse', async () => {
    const { hybrid } = await setUp({ isOnline: () => false });
    const thumbnail = new Blob(['no picture'], { type: 'image/png' });
    await expect(hybrid.upload(videoFile(3_500), { ...FIELDS, thumbnail }).done).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
      field: 'thumbnail',
    });
    expect(await hybrid.pending()).toEqual([]);
  });

  it('gives the failure of the primary for a stream whose bytes are gone, and stores no part of it', async () => {
    const { fake, hybrid } = await setUp();
    const sizeBytes = 160_000;
    const source = streamSource({ name: 'a.mp4', sizeBytes, stream: videoFile(sizeBytes).stream() });
    const upload = hybrid.upload(source, { ...FIELDS, chunkBytes: 40_000, maxChunkBytes: 40_000 });
    upload.onProgress(({ sentBytes }) => sentBytes >= 80_000 && fake.faults.set({ down: true }));
    await expect(upload.done).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(await hybrid.pending()).toEqual([]);
  });

  it('does not try the primary while the network is known to be away', async () => {
    const { hybrid, transcript } = await setUp({ isOnline: () => false });
    await expect(hybrid.upload(videoFile(3_500), FIELDS).done).resolves.toMatchObject({ kind: 'stored' });
    expect(transcript).toEqual([]);
  });

  it('keeps promoting until everything is at the primary', async () => {
    let online = false;
    const { fake, hybrid } = await setUp({ isOnline: () => online });
    await hybrid.upload(videoFile(3_500), FIELDS).done;
    online = true;
    fake.faults.set({ fail: { status: 502, times: 4 } });
    const stop = new AbortController();
    await hybrid.keepPromoting({
      signal: stop.signal,
      onReport: ({ promoted }) => {
        if (promoted.length > 0) stop.abort();
      },
    });
    expect(fake.videos()).toHaveLength(1);
  });

  it('cancels wherever it is', async () => {
    const { hybrid } = await setUp();
    const upload = hybrid.upload(videoFile(6_000), FIELDS);
    await new Promise<void>((resolve) => {
      upload.onProgress(({ sentBytes }) => sentBytes >= 2_000 && resolve());
    });
    await upload.cancel();
    await expect(upload.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(await hybrid.pending()).toEqual([]);
  });
});
