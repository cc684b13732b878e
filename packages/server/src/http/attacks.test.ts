import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { StreamRequest } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

const ORIGIN = 'https://site.example';
let server: TestServer;
let site: string;
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'piyakast-site-'));
  await mkdir(join(site, 'page'));
  await writeFile(join(site, 'page', 'index.html'), 'a page');
  await writeFile(join(site, 'secret.txt'), 'a secret beside the site');
  await writeFile(join(site, 'page', '.env'), 'a secret in the site');
  server = await startTestServer({ env: { STATIC_DIR: join(site, 'page'), CORS_ORIGINS: ORIGIN } });
});
afterAll(async () => {
  await server.close();
  await rm(site, { recursive: true, force: true });
});

const PATH = '/api/v1/uploads';
const begin = async (who: 'alice' | 'bob') => {
  const created = await server.tus(who).create({ bytes: sampleMp4(1000), metadata: { name: 'an upload' } });
  return created.headers.get('location') ?? '';
};
/** A path exactly as written: `fetch` would tidy it up. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string; type: string | undefined }>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, type: answer.headers['content-type'] }));
    });
    sent.on('error', reject).end();
  });

describe('an upload of somebody else', () => {
  it('is not reached through the address of an own one', async () => {
    const hers = await begin('alice');
    const his = await begin('bob');
    const tus = server.tus('bob');
    const detour = `${his}?to=/${hers.split('/').at(-1)}`;
    expect((await tus.patch(detour, 0, sampleMp4(500))).status).toBe(204);
    expect((await server.tus('alice').head(hers)).headers.get('upload-offset')).toBe('0');
    expect((await tus.head(his)).headers.get('upload-offset')).toBe('500');
  });

  it('is not reached through its key, nor through another spelling of its id', async () => {
    const file = { bytes: sampleMp4(1000), metadata: { name: 'an upload' }, key: 'her-key' };
    const hers = (await server.tus('alice').create(file)).headers.get('location') ?? '';
    const his = (await server.tus('bob').create(file)).headers.get('location') ?? '';
    expect(his).not.toBe(hers);
    const id = hers.split('/').at(-1) ?? '';
    for (const spelling of [id.toUpperCase(), `urn:uuid:${id}`, `%7B${id}%7D`]) {
      expect((await server.tus('alice').head(`${PATH}/${spelling}`)).status).toBe(400);
    }
  });

  it('is not changed by headers that give a request another method or meaning', async () => {
    const hers = await begin('alice');
    const headers = {
      ...server.as('alice'),
      'tus-resumable': '1.0.0',
      'x-http-method-override': 'DELETE',
      'upload-defer-length': '1',
      'upload-concat': 'final;/api/v1/uploads/a',
    };
    expect((await fetch(`${server.url}${hers}`, { method: 'HEAD', headers })).status).toBe(200);
    expect((await server.tus('alice').head(hers)).status).toBe(200);
  });
});

describe('Upload-Metadata', () => {
  const post = (metadata: string) =>
    fetch(`${server.url}${PATH}`, {
      method: 'POST',
      headers: {
        ...server.as('alice'),
        'tus-resumable': '1.0.0',
        'upload-length': '1000',
        'upload-metadata': metadata,
      },
    });
  const name = `filename ${btoa('clip.mp4')}`;

  it.each([
    ['twice the same key', `${name},${name},metadata ${btoa('{"name":"a name"}')}`],
    ['no base64', 'filename §,metadata %%%'],
    ['no JSON', `${name},metadata ${btoa('{')}`],
    ['a field of the row', `${name},metadata ${btoa('{"name":"a name","ownerId":"bob","state":"published"}')}`],
    ['a prototype', `${name},metadata ${btoa('{"name":"a name","__proto__":{"ownerId":"bob"}}')}`],
    ['a character that no database keeps', `${name},metadata ${btoa('{"name":"a\\u0000name"}')}`],
    ['a list', `${name},metadata ${btoa('[]')}`],
    ['nothing', ''],
  ])('with %s is refused', async (_what, metadata) => {
    const answer = await post(metadata);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'upload/invalid-metadata' });
  });

  it('cannot put a line or a path into an answer', async () => {
    const filename = '..\\..\\etc/pass\r\nset-cookie: a=b\u0000"\'(*).mp4';
    const bytes = sampleMp4(1000);
    server.sandbox.faults.set({ down: true });
    const id = await server.tus('alice').send({ bytes, filename, metadata: { name: 'a name' } });
    const answer = await fetch(`${server.url}/media/${id}`);
    server.sandbox.faults.clear();
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''passset-cookie%3A%20a%3Db%22%27%28%2a%29.mp4",
    );
    expect(await server.client('alice').videos.get(id)).toMatchObject({ filename: 'passset-cookie: a=b"\'(*).mp4' });
  });

  it('with half a character at the end of a long name harms nobody', async () => {
    server.sandbox.faults.set({ down: true });
    const filename = `${'x'.repeat(254)}😀.mp4`;
    const id = await server.tus('alice').send({ bytes: sampleMp4(1000), filename, metadata: { name: 'a name' } });
    expect((await fetch(`${server.url}/media/${id}`)).status).toBe(200);
    server.sandbox.faults.clear();
  });
});

describe('paths', () => {
  it.each([
    '/media/..%2f..%2fsecret',
    '/media/../../secret',
    '/media/%2e%2e%2fsecret',
    '/v/..%2fsecret',
    `${PATH}/..%2f..%2fsecret`,
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await raw(path, { ...server.as('owner'), 'tus-resumable': '1.0.0' });
    expect([400, 403, 404]).toContain(status);
    expect(body).not.toContain(site);
  });

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/page/../../secret.txt', '/.env', '/%2eenv'])(
    'the static folder does not give %s',
    async (path) => {
      expect((await raw('/')).body).toBe('a page');
      const { status, body } = await raw(path);
      expect([400, 403, 404]).toContain(status);
      expect(body).not.toMatch(/a secret/);
      expect(body).not.toContain(site);
    },
  );

  it('a search with a character that no database keeps is refused', async () => {
    expect((await raw('/api/v1/videos?search=%00')).status).toBe(400);
  });
});

describe('what is no request of the interface', () => {
  const isProblem = (type: string | undefined) => expect(type).toContain('application/problem+json');

  it.each(['/%', '/%c0', '/api/v1/videos/%zz'])('%s is refused with a problem document', async (path) => {
    const { status, body, type } = await raw(path);
    expect(status).toBe(400);
    isProblem(type);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'http/bad-request' });
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['two lengths', 'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['headers without an end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`, 431],
  ])('%s is refused with a problem document, and the connection closed', async (_what, text, status) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(text);
    const answer = await readAll(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    isProblem(answer);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status });
  });

  it('says in words which header a token belongs in', async () => {
    const answer = await fetch(`${server.url}/api/v1/videos`, { headers: { authorization: 'Basic YTpi' } });
    expect(answer.status).toBe(401);
    const { detail } = (await answer.json()) as { detail: string };
    expect(detail).toBe('The Authorization header must hold a token of the scheme "Bearer".');
  });
});

describe('the headers of an answer', () => {
  it('let no page frame the interface, guess a type, or learn the server', async () => {
    for (const path of ['/api/v1/videos', '/api/v1/nothing', '/healthz']) {
      const { headers } = await fetch(`${server.url}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "default-src 'none';media-src 'self';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'cross-origin-resource-policy': 'cross-origin',
      });
      expect(headers.get('x-powered-by')).toBeNull();
      // Made over http, so there is no promise about https.
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it("leave the operator's own pages what they load", async () => {
    const { headers } = await fetch(`${server.url}/index.html`);
    expect(headers.get('content-security-policy')).toBe("object-src 'none'; base-uri 'self'");
  });
});

describe('other sites', () => {
  const ask = (origin: string, method = 'GET') =>
    fetch(`${server.url}/api/v1/videos`, {
      method,
      headers: { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'PATCH' } : {}) },
    });

  it('that are not named may read nothing, and nobody may send cookies', async () => {
    const named = await ask(ORIGIN);
    expect(named.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(named.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
      expect((await ask(origin, 'OPTIONS')).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('that are named may upload from their pages too', async () => {
    const answer = await fetch(`${server.url}${PATH}`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'tus-resumable': '1.0.0' },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });
});

describe('a live', () => {
  it('is not made with a privacy that it could not have', async () => {
    // A client of another language, or an old one; the types of this one do not allow it.
    const stream = { name: 'a live', privacy: 'password' } as unknown as StreamRequest;
    await expect(server.client('alice').streams.create(stream)).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
    });
  });
});
