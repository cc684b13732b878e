import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

let server: TestServer;
const bytes = sampleMp4(10_000);
let id: string;
let secretId: string;

beforeAll(async () => {
  server = await startTestServer();
  await server.sandbox.stop();
  id = await server.tus('alice').send({ bytes, metadata: { name: 'to be played' } });
  secretId = await server.tus('alice').send({ bytes, metadata: { name: 'private one', privacy: 'private' } });
  await until('both to be local', async () =>
    (await Promise.all([id, secretId].map((one) => server.client('alice').videos.get(one)))).every(
      ({ state }) => state === 'local',
    ),
  );
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${server.url}${path}`, { headers, method, redirect: 'manual' });

describe('GET /media/:id', () => {
  it('gives the whole file', async () => {
    const answer = await get(`/media/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(bytes));
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=9990-', 9990, 9999],
    ['bytes=-10', 9990, 9999],
    ['bytes=5000-99999', 5000, 9999],
  ])('answers 206 to %s (promise 2)', async (range, start, end) => {
    const answer = await get(`/media/${id}`, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/10000`);
    expect(answer.headers.get('content-length')).toBe(String(end - start + 1));
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it('answers 416 to a range behind the end', async () => {
    const answer = await get(`/media/${id}`, { range: 'bytes=10000-' });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10000');
  });

  it('answers HEAD without a body, 304 to its own tag, and the whole to a foreign If-Range', async () => {
    const head = await get(`/media/${id}`, {}, 'HEAD');
    expect(head.headers.get('content-length')).toBe('10000');
    expect(await head.text()).toBe('');
    const etag = head.headers.get('etag') ?? '';
    expect((await get(`/media/${id}`, { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(304);
    expect((await get(`/media/${id}`, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await get(`/media/${id}`, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
  });

  it('gives a private file only to its owner, or to an address that the owner was given', async () => {
    expect((await get(`/media/${secretId}`)).status).toBe(401);
    expect((await get(`/media/${secretId}`, server.as('bob'))).status).toBe(403);
    expect((await get(`/media/${secretId}`, server.as('alice'))).status).toBe(200);
    const [source] = (await server.client('alice').videos.get(secretId)).sources;
    const address = source?.kind === 'file' ? new URL(source.url) : undefined;
    expect(address?.searchParams.get('t')).toMatch(/^ey/);
    expect((await get(`${address?.pathname}${address?.search}`)).status).toBe(200);
    expect((await get(`/media/${id}${address?.search}`)).status).toBe(200);
    const other = await server.services.mediaTokens.create(id);
    expect((await get(`/media/${secretId}?t=${other}`)).status).toBe(401);
  });
});

describe('GET /v/:id', () => {
  it('leads to the local file, and later, at the same address, to PeerTube (promise 14)', async () => {
    const before = await get(`/v/${id}`);
    expect(before.status).toBe(302);
    expect(before.headers.get('location')).toBe(`/media/${id}`);
    await server.sandbox.start();
    await until('the promotion', async () => (await server.client('alice').videos.get(id)).state === 'published');
    const after = await get(`/v/${id}`);
    expect(after.headers.get('location')).toContain('/videos/embed/');
    const json = await get(`/v/${id}`, { accept: 'application/json' });
    expect(await json.json()).toMatchObject({ id, state: 'published' });
    expect((await get(`/media/${id}`)).status).toBe(302);
  });

  it('answers 401 for what is private and 404 for what is not there', async () => {
    expect((await get(`/v/${secretId}`)).status).toBe(401);
    expect((await get('/v/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await get('/v/nonsense')).status).toBe(400);
  });
});
