import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { MAX_UPLOAD_BYTES: '100000' } });
});
afterAll(() => server.close());

const ask = (who: Who, path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { ...init, headers: { ...server.as(who), ...(init.headers as object) } });
const announce = (name: string) => server.tus('alice').create({ bytes: sampleMp4(100), metadata: { name } });

describe('a list in parts', () => {
  it('has every item once, also those of the same moment, whatever comes or goes between two parts', async () => {
    for (let count = 0; count < 7; count++) await announce(`in parts ${count}`);
    await server.services.database.script("UPDATE videos SET created_at = '2026-01-01T00:00:00.123456Z'");
    const { videos } = server.client('alice');
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const part = await videos.list({ count: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...part.data.map(({ name }) => name));
      cursor = part.next;
      // What comes is newer, so it shifts all positions; what was seen may go.
      await announce('new in between');
      if (seen.length === 3) await videos.delete(part.data[2]?.id ?? '');
    } while (cursor);
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((count) => `in parts ${count}`));
  });

  it.each(['x', 'MTIz', '..', 'a'.repeat(101)])('refuses %s as a cursor', async (cursor) => {
    for (const path of ['/api/v1/videos', '/api/v1/streams']) {
      const answer = await ask('alice', `${path}?cursor=${cursor}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'http/bad-request', field: 'cursor' });
    }
  });
});

describe('conditional requests', () => {
  it.each(['videos', 'streams'] as const)(
    '%s: 304 for what is known, 412 for a change of what is old',
    async (kind) => {
      const { id } =
        kind === 'streams'
          ? await server.client('alice').streams.create({ name: 'conditional' })
          : { id: (await announce('conditional')).headers.get('location')?.split('/').at(-1) ?? '' };
      const path = `/api/v1/${kind}/${id}`;
      const first = await ask('alice', path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const again = await ask('alice', path, { headers: { 'if-none-match': `"other", W/${etag}` } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const change = (name: string) =>
        ask('alice', path, {
          method: 'PATCH',
          headers: { 'if-match': etag, 'content-type': 'application/json' },
          body: JSON.stringify({ name }),
        });
      expect((await change('changed once')).status).toBe(200);
      const late = await change('changed by mistake');
      expect(late.status).toBe(412);
      expect(await late.json()).toMatchObject({ code: 'http/conflict' });
      expect((await ask('alice', path, { headers: { 'if-none-match': etag } })).status).toBe(200);
      expect(await (await ask('alice', path)).json()).toMatchObject({ name: 'changed once' });
      expect((await ask('alice', path, { method: 'DELETE', headers: { 'if-match': etag } })).status).toBe(412);
      expect((await ask('alice', path, { method: 'DELETE', headers: { 'if-match': '*' } })).status).toBe(204);
    },
  );
});

describe('Idempotency-Key', () => {
  const count = () => server.sandbox.videos().filter(({ name }) => name === 'made once').length;

  it('makes one live of two requests, also at once, and refuses the key for another', async () => {
    const create = (name = 'made once', who: Who = 'alice') =>
      server.client(who).streams.create({ name }, { idempotencyKey: 'key-1' });
    const both = await Promise.allSettled([create(), create()]);
    const made = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    const again = await create();
    expect(new Set([...made, again.id]).size).toBe(1);
    expect(count()).toBe(1);
    await expect(create('another one')).rejects.toMatchObject({ status: 422 });
    // Keys belong to their user.
    expect((await create('another one', 'bob')).id).not.toBe(again.id);
  });

  it('is free again after a failure', async () => {
    const create = () =>
      server.client('alice').streams.create({ name: 'after a failure' }, { idempotencyKey: 'key-2' });
    server.sandbox.fake.features.live.enabled = false;
    await expect(create()).rejects.toMatchObject({ code: 'live/disabled' });
    server.sandbox.fake.features.live.enabled = true;
    expect(await create()).toMatchObject({ name: 'after a failure' });
  });
});

describe('a file in one form', () => {
  const bytes = sampleMp4(50_000);
  const form = (fields: Record<string, string>, file: Uint8Array<ArrayBuffer> | undefined = bytes) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (file) body.append('file', new Blob([file], { type: 'video/mp4' }), '../clip.mp4');
    return body;
  };
  const send = (body: FormData, who: Who = 'alice') => ask(who, '/api/v1/videos', { method: 'POST', body });

  it('becomes a video, and one of the same key one', async () => {
    const metadata = JSON.stringify({ name: 'in a form', privacy: 'private' });
    const sent = await send(form({ metadata, key: 'form-1' }));
    expect(sent.status).toBe(201);
    const video = (await sent.json()) as { id: string };
    expect(video).toMatchObject({ name: 'in a form', filename: 'clip.mp4', sizeBytes: 50_000, receivedBytes: 50_000 });
    expect(sent.headers.get('location')).toBe(`/api/v1/videos/${video.id}`);
    const again = await send(form({ metadata, key: 'form-1' }));
    expect(await again.json()).toMatchObject({ id: video.id });
  });

  it.each([
    ['metadata', 400, form({})],
    ['name', 400, form({ metadata: '{"name":"x"}' })],
    ['metadata', 400, form({ metadata: '{' })],
    ['key', 400, form({ metadata: '{"name":"a name"}', key: '../..' })],
    ['file', 400, form({ metadata: '{"name":"a name"}' }, new Uint8Array())],
  ])('without a good %s is refused', async (field, status, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: 'upload/invalid-metadata', field });
  });

  it.each(['1e999', '--x\r\n', '--x\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nabc'])(
    'that breaks off is refused: %j',
    async (body) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const answer = await ask('alice', '/api/v1/videos', { method: 'POST', headers, body });
      expect(answer.status).toBe(400);
    },
  );

  it('is refused by its content and its size, and to strangers, and nothing stays', async () => {
    const metadata = '{"name":"a name"}';
    expect((await send(form({ metadata }), 'stranger')).status).toBe(401);
    const text = await send(form({ metadata }, new TextEncoder().encode('no video '.repeat(100))));
    expect(await text.json()).toMatchObject({ status: 415, code: 'upload/unsupported-type' });
    const large = await send(form({ metadata }, sampleMp4(100_001)));
    expect(await large.json()).toMatchObject({ status: 413, code: 'upload/too-large' });
    const { readdir } = await import('node:fs/promises');
    expect(await readdir(`${server.dataDir}/spool`)).toEqual([]);
  });
});
