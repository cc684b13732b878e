import { describe, expect, it } from 'vitest';
import { createUploads } from '../../peertube/uploads/create-uploads.js';
import { fakeInstance, videoFile } from '../../peertube/uploads/test-support/fake-instance.js';
import { createPiyakast } from '../../piyakast/create-piyakast.js';
import { json, type Reply, transcript, unreachable } from '../../test-support/transcript.js';
import { memoryRecords } from '../../upload/records/memory-records.js';
import { blobSource } from '../../upload/sources/blob-source.js';
import { fingerprint } from '../../upload/sources/fingerprint.js';
import { HybridUploader } from '../hybrid/hybrid-uploader.js';
import { piyakastStore } from './piyakast-store.js';

const FIELDS = { name: 'A clip', key: 'one-key', chunkBytes: 1_000, maxChunkBytes: 1_000 };
const FILE = videoFile(3_500);
const video = (state: string) =>
  json({ id: 'v1', state, name: 'A clip', sizeBytes: 3_500, createdAt: '2026-01-01T00:00:00Z' });

/** PeerTube works; the PIYAKast server answers as the replies say. */
async function setUp(...replies: Reply[]) {
  const { clock, peertube, fake } = await fakeInstance();
  const { fetch, sent } = transcript(...replies);
  const piyakast = createPiyakast({ url: 'https://cast.example', token: 'secret', fetch, clock });
  const hybrid = new HybridUploader({ primary: createUploads(peertube), fallback: piyakastStore(piyakast), clock });
  const asked = () => sent.map(({ method, url }) => `${method} ${url.pathname}`);
  return { hybrid, fake, asked };
}

describe('HybridUploader before a key that a PIYAKast server may have', () => {
  it.each(['receiving', 'stored', 'publishing', 'published'])('goes to the server that has it %s', async (state) => {
    const { hybrid, fake, asked } = await setUp(
      video(state),
      new Response(null, { status: 201, headers: { location: '/api/v1/uploads/v1' } }),
      new Response(null, { headers: { 'upload-offset': '3500' } }),
      video(state === 'receiving' ? 'stored' : state),
    );
    await expect(hybrid.upload(FILE, FIELDS).done).resolves.toMatchObject({
      kind: 'stored',
      stored: { id: 'v1', key: 'one-key', store: 'piyakast' },
      reason: { code: 'upload/result-unknown' },
      isUnconfirmed: false,
    });
    expect(asked()).toEqual([
      'GET /api/v1/videos/by-key/one-key',
      'POST /api/v1/uploads',
      'HEAD /api/v1/uploads/v1',
      'GET /api/v1/videos/v1',
    ]);
    expect(fake.videos()).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['does not know it', json({ code: 'video/not-found' }, 404)],
    ['has refused its file', video('rejected')],
    ['is away', unreachable()],
    ['does not take the token', json({}, 401)],
  ])('goes to PeerTube when the server %s', async (_case, reply) => {
    const { hybrid, fake, asked } = await setUp(reply);
    await expect(hybrid.upload(FILE, FIELDS).done).resolves.toMatchObject({ kind: 'primary' });
    expect(new Set(asked())).toEqual(new Set(['GET /api/v1/videos/by-key/one-key']));
    expect(fake.videos()).toHaveLength(1);
  });

  it('goes to the server, away or not, when the record under the key is of an upload to there', async () => {
    const { hybrid, fake, asked } = await setUp(unreachable());
    const records = memoryRecords();
    const server = 'https://cast.example';
    const upload = { key: 'one-key', protocol: 'tus', server, uploadUrl: `${server}/api/v1/uploads/v1` };
    const file = { sizeBytes: FILE.size, name: FILE.name, fingerprint: await fingerprint(blobSource(FILE), {}) };
    await records.set({ ...upload, ...file, createdAtMs: 0 });
    const { done } = hybrid.upload(FILE, { ...FIELDS, records });
    await expect(done).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(new Set(asked())).toEqual(new Set(['HEAD /api/v1/uploads/v1']));
    expect(fake.videos()).toEqual([]);
  });

  it('asks nothing before a new key', async () => {
    const { hybrid, asked } = await setUp(unreachable());
    const { key: _none, ...fields } = FIELDS;
    await expect(hybrid.upload(FILE, fields).done).resolves.toMatchObject({ kind: 'primary' });
    expect(asked()).toEqual([]);
  });

  it('ends with the reason when it is aborted meanwhile', async () => {
    const stop = new AbortController();
    const { hybrid, fake } = await setUp(() => {
      stop.abort(new Error('stop'));
      throw new TypeError('fetch failed');
    });
    await expect(hybrid.upload(FILE, { ...FIELDS, signal: stop.signal }).done).rejects.toThrow('stop');
    expect(fake.videos()).toEqual([]);
  });
});

describe('piyakastStore().find()', () => {
  it.each([
    ['receiving', true],
    ['stored', undefined],
  ])('says whether bytes are missing of what is %s', async (state, isPartial) => {
    const { fetch } = transcript(video(state));
    const store = piyakastStore(createPiyakast({ url: 'https://cast.example', token: 'secret', fetch }));
    expect((await store.find?.('one-key'))?.isPartial).toBe(isPartial);
  });
});
