import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyLimits: { bodyMs: 300, lingerMs: 100 } });
});
afterAll(() => server.close());

interface Ending {
  status: number | undefined;
  code: string | undefined;
  /** Resolves when the server has closed the connection. */
  closed: Promise<void>;
}

/** Sends the head of a request and one byte of its body, and never the rest. */
function trickle(who: Who, method: string, path: string, headers: Record<string, string> = {}): Promise<Ending> {
  const { hostname, port } = new URL(server.url);
  const type = { 'content-type': 'application/json', 'content-length': '1000' };
  const sent = request({ hostname, port, path, method, headers: { ...type, ...headers, ...server.as(who) } });
  const closed = new Promise<void>((resolve) => sent.once('close', resolve));
  sent.write('{');
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      const end = () =>
        resolve({ status: answer.statusCode, code: text === '' ? undefined : JSON.parse(text).code, closed });
      answer.once('end', end);
    });
  });
}

describe('a body that never ends', () => {
  it.each([
    ['POST', '/api/v1/streams'],
    ['POST', '/api/v1/uploads'],
    ['PATCH', '/api/v1/videos/6a1e9b4c-0000-4000-8000-000000000000'],
    ['PATCH', '/api/v1/streams/6a1e9b4c-0000-4000-8000-000000000000'],
    ['PATCH', '/api/v1/uploads/6a1e9b4c-0000-4000-8000-000000000000'],
  ])('of a stranger is refused before it is read, and its connection closed: %s %s', async (method, path) => {
    const ending = await trickle('stranger', method, path, { 'tus-resumable': '1.0.0' });
    expect(ending).toMatchObject({ status: 401, code: 'auth/not-signed-in' });
    await ending.closed;
  });

  it('of a user who may not is refused in the same way', async () => {
    const { id } = await server.client('alice').streams.create({ name: 'of alice' });
    const ending = await trickle('bob', 'PATCH', `/api/v1/streams/${id}`);
    expect(ending).toMatchObject({ status: 403, code: 'auth/forbidden' });
    await ending.closed;
  });

  it('of a user ends with 408', async () => {
    const ending = await trickle('alice', 'POST', '/api/v1/streams');
    expect(ending).toMatchObject({ status: 408, code: 'http/unexpected-status' });
    await ending.closed;
  });

  it.each([
    ['GET', '/healthz', 'application/json', '{}'],
    ['POST', '/nowhere', 'text/xml', '<a/>'],
    ['POST', '/api/v1/streams', 'text/xml', '<a/>'],
    ['POST', '/api/v1/streams', 'application/json', `{"name":"${'x'.repeat(1_500_000)}"}`],
    ['DELETE', '/api/v1/streams/6a1e9b4c-0000-4000-8000-000000000000', 'application/json', '{}'],
  ])('that nothing reads leaves the server as it was: %s %s with %s', async (method, path, type, body) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, method, headers: { 'content-type': type, ...server.as('alice') } });
    // A refused body may be cut off while it is still being sent.
    sent.on('error', () => undefined);
    sent.end(body);
    await new Promise((resolve) => sent.once('close', resolve));
    // Longer than a body may take: the limit of this one must be over, and must have harmed no one.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('of arrays within arrays is refused as any other wrong body', async () => {
    const body = '['.repeat(50_000) + ']'.repeat(50_000);
    const headers = { 'content-type': 'application/json', ...server.as('alice') };
    for (const text of [body, `{"name":${body}}`]) {
      const answer = await fetch(`${server.url}/api/v1/streams`, { method: 'POST', headers, body: text });
      expect(answer.status).toBe(400);
    }
  });

  it('leaves a slow but honest body alone when it is in time', async () => {
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('{"name":'));
        await new Promise((resolve) => setImmediate(resolve));
        controller.enqueue(new TextEncoder().encode('"in two parts"}'));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/json', ...server.as('alice') };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    expect((await fetch(`${server.url}/api/v1/streams`, init)).status).toBe(201);
  });
});

describe('numbers', () => {
  it.each([
    ['GET', '/api/v1/videos?start=99999999999999999999', 'start'],
    ['GET', '/api/v1/videos?start=2147483648', 'start'],
    ['GET', '/api/v1/videos?start=-1', 'start'],
    ['GET', '/api/v1/videos?start=1.5', 'start'],
    ['GET', '/api/v1/videos?count=101', 'count'],
    ['GET', '/api/v1/streams?start=99999999999999999999', 'start'],
    ['GET', '/api/v1/streams?count=many', 'count'],
  ])('%s %s is answered with 400 and the field', async (method, path, field) => {
    const answer = await fetch(`${server.url}${path}`, { method });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'http/bad-request', field });
  });

  it('beyond what the database keeps are refused in bodies too', async () => {
    const live = { name: 'a live', channelId: 99_999_999_999 };
    await expect(server.client('alice').streams.create(live)).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
    });
    const file = { bytes: sampleMp4(), metadata: { name: 'a video', channelId: 99_999_999_999 } };
    expect((await server.tus('alice').create(file)).status).toBe(400);
  });

  it('up to the last position are answered', async () => {
    expect((await server.client('alice').videos.list({ start: 2_147_483_647 })).data).toEqual([]);
  });

  it.each(['99999999999999999999', '-99999999999999999999', '1e999', 'x'])(
    'Last-Event-ID %s harms nothing',
    async (value) => {
      const stop = new AbortController();
      const headers = { 'last-event-id': value };
      const answer = await fetch(`${server.url}/api/v1/events`, { headers, signal: stop.signal });
      expect(answer.status).toBe(200);
      stop.abort();
    },
  );
});

describe('early refusals', () => {
  const openFiles = async () => (await readdir('/proc/self/fd')).length;

  it.runIf(process.platform === 'linux')('of parts of an upload leave no file and no connection open', async () => {
    const tus = server.tus('alice');
    const bytes = sampleMp4(2_000_000);
    const location = (await tus.create({ bytes, metadata: { name: 'refused' } })).headers.get('location') ?? '';
    expect((await tus.patch(location, 7, bytes)).status).toBe(409);
    const before = await openFiles();
    for (let round = 0; round < 20; round++) {
      expect((await tus.patch(location, 7, bytes.subarray(0, 1_000_000))).status).toBe(409);
      expect((await server.tus('bob').patch(location, 0, bytes.subarray(0, 1_000_000))).status).toBe(403);
    }
    await until('the connections to close', async () => (await openFiles()) <= before + 4);
    expect((await tus.patch(location, 0, bytes)).status).toBe(204);
  });
});
