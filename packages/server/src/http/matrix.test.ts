import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';
import { until } from '../test-support/until.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** A private thing of alice's, and how to ask for it. */
interface Thing {
  id: string;
}
const things = {
  none: async () => ({ id: '' }),
  upload: async () => {
    const created = await server
      .tus('alice')
      .create({ bytes: sampleMp4(), metadata: { name: 'upload', privacy: 'private' } });
    return { id: created.headers.get('location')?.split('/').at(-1) ?? '' };
  },
  video: async () => {
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'video', privacy: 'private' } });
    await until('the publication', async () => (await server.client('alice').videos.get(id)).state === 'published');
    return { id };
  },
  waiting: async () => {
    server.sandbox.faults.set({ down: true });
    const id = await server
      .tus('alice')
      .send({ bytes: sampleMp4(), metadata: { name: 'waiting', privacy: 'private' } });
    await until('the fallback', async () => (await server.client('alice').videos.get(id)).state === 'local');
    return { id };
  },
  stream: () => server.client('alice').streams.create({ name: 'stream', privacy: 'private' }),
} satisfies Record<string, () => Promise<Thing>>;

const everybody = { stranger: true, bob: true, alice: true, admin: true, owner: true };
const users = { ...everybody, stranger: false };
const managers = { ...users, bob: false };
const administrators = { ...managers, alice: false };

const ROUTES: [string, keyof typeof things, Record<Exclude<Who, never>, boolean>, RequestInit?][] = [
  ['OPTIONS /api/v1/uploads', 'none', everybody],
  ['POST /api/v1/uploads', 'none', users],
  ['HEAD /api/v1/uploads/{id}', 'upload', managers],
  ['PATCH /api/v1/uploads/{id}', 'upload', managers],
  ['DELETE /api/v1/uploads/{id}', 'upload', managers],
  ['GET /api/v1/videos', 'none', everybody],
  ['GET /api/v1/videos/by-key/{key}', 'upload', users],
  ['GET /api/v1/videos/{id}', 'video', managers],
  ['PATCH /api/v1/videos/{id}', 'video', managers, json({ name: 'a new name' })],
  ['DELETE /api/v1/videos/{id}', 'video', managers],
  ['POST /api/v1/videos/{id}/retry', 'waiting', managers],
  ['GET /api/v1/videos/{id}/playback', 'video', managers],
  ['GET /api/v1/streams/{id}/playback', 'stream', managers],
  ['POST /api/v1/streams', 'none', users, json({ name: 'one more' })],
  ['GET /api/v1/streams', 'none', everybody],
  ['GET /api/v1/streams/{id}', 'stream', managers],
  ['GET /api/v1/streams/{id}/credentials', 'stream', managers],
  ['PATCH /api/v1/streams/{id}', 'stream', managers, json({ name: 'a new name' })],
  ['DELETE /api/v1/streams/{id}', 'stream', managers],
  ['GET /media/{id}', 'waiting', managers],
  ['HEAD /media/{id}', 'waiting', managers],
  ['GET /v/{id}', 'video', managers],
  ['HEAD /v/{id}', 'stream', managers],
  ['GET /api/v1/events', 'none', everybody],
  ['GET /api/v1/status', 'none', everybody],
  ['GET /api/v1/session', 'none', users],
  ['GET /api/v1/stats', 'none', users],
  ['GET /healthz', 'none', everybody],
  ['GET /readyz', 'none', everybody],
  ['GET /metrics', 'none', administrators],
];

function json(body: object): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** What tus wants is sent everywhere; it means nothing elsewhere. */
async function ask(who: Who, route: string, id: string, init: RequestInit = {}): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const metadata = `filename ${btoa('clip.mp4')},metadata ${btoa('{"name":"one more"}')}`;
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '50000', 'upload-metadata': metadata, 'upload-offset': '0' };
  const isPatch = route.startsWith('PATCH /api/v1/uploads');
  const headers = {
    ...tus,
    ...(isPatch ? { 'content-type': 'application/offset+octet-stream' } : {}),
    ...(init.headers as Record<string, string> | undefined),
    ...server.as(who),
  };
  const stop = new AbortController();
  const body = isPatch ? { body: sampleMp4(100) } : {};
  const url = `${server.url}${path.replace(/\{\w+\}/, id)}`;
  const answer = await fetch(url, { ...body, ...init, method, headers, redirect: 'manual', signal: stop.signal });
  stop.abort();
  return answer.status;
}

describe('roles × routes (promise 54)', () => {
  it('every route of the interface is in this table', async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = new Set(ROUTES.map(([route]) => route));
    expect(described.filter((route) => !listed.has(route))).toEqual([]);
  });

  it.each(ROUTES)('%s (%s)', async (route, kind, allowed, init) => {
    const answers: Record<string, boolean> = {};
    let thing = await things[kind]();
    // Those who may not come first, so that they cannot profit from what the others did.
    for (const who of ['stranger', 'bob', 'alice', 'admin', 'owner'] as const) {
      if (who !== 'stranger' && allowed[who] && route.startsWith('DELETE')) thing = await things[kind]();
      const status = await ask(who, route, thing.id, init);
      expect([route, who, status]).not.toContain(500);
      if (!allowed[who]) expect([who, status]).toEqual([who, who === 'stranger' ? 401 : 403]);
      answers[who] = status !== 401 && status !== 403;
    }
    server.sandbox.faults.clear();
    const isUp = async () => (await server.client('stranger').status.get()).status === 'ok';
    await until('PeerTube to be seen again', isUp);
    expect(answers).toEqual(allowed);
  });
});
