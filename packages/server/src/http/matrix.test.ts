import { until } from '@piyakast/testing/kit';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Validate, validator } from '../api/validate.js';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
let answers: Map<string, Validate>;
beforeAll(async () => {
  server = await startTestServer();
  answers = await describedAnswers();
});
afterAll(() => server.close());
afterEach(async () => {
  server.sandbox.faults.clear();
  const isUp = async () => (await server.client('stranger').status.get()).status === 'ok';
  await until('PeerTube to be seen again', isUp);
});

const WHO = ['stranger', 'bob', 'alice', 'admin', 'owner'] as const;
const isPrivate = { privacy: 'private' } as const;

/** A private thing of alice's; `key` is the one that her upload has. */
const things = {
  none: async () => '',
  upload: async () => {
    const file = { bytes: sampleMp4(), metadata: { name: 'upload', ...isPrivate } };
    return (await server.tus('alice').create(file)).headers.get('location')?.split('/').at(-1) ?? '';
  },
  key: async () => {
    await server
      .tus('alice')
      .create({ bytes: sampleMp4(), metadata: { name: 'of a key', ...isPrivate }, key: 'her-key' });
    return 'her-key';
  },
  video: async () => {
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'video', ...isPrivate } });
    await until('the publication', async () => (await server.client('alice').videos.get(id)).state === 'published');
    return id;
  },
  waiting: async () => {
    server.sandbox.faults.set({ down: true });
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'waiting', ...isPrivate } });
    await until('the fallback', async () => (await server.client('alice').videos.get(id)).state === 'local');
    return id;
  },
  stream: async () => (await server.client('alice').streams.create({ name: 'stream', ...isPrivate })).id,
} satisfies Record<string, () => Promise<string>>;

type Statuses = Record<Who, number>;
const everyone = (status: number): Statuses => ({ ...users(status), stranger: status });
const users = (status: number): Statuses => ({ ...managers(status), bob: status });
const managers = (status: number): Statuses => ({ ...administrators(status), alice: status });
const administrators = (status: number): Statuses => ({
  stranger: 401,
  bob: 403,
  alice: 403,
  admin: status,
  owner: status,
});
/** Names that each user has for their own things alone. */
const alice = (status: number): Statuses => ({ ...users(404), alice: status });

interface Row {
  thing: keyof typeof things;
  statuses: Statuses;
  body?: object;
  /** Whether the next one needs another thing, because this one is used up. */
  consumes?: boolean;
}
const ROUTES: Record<string, Row> = {
  'OPTIONS /api/v1/uploads': { thing: 'none', statuses: everyone(204) },
  'POST /api/v1/uploads': { thing: 'none', statuses: users(201) },
  'HEAD /api/v1/uploads/{id}': { thing: 'upload', statuses: managers(200) },
  'PATCH /api/v1/uploads/{id}': { thing: 'upload', statuses: managers(204), consumes: true },
  'DELETE /api/v1/uploads/{id}': { thing: 'upload', statuses: managers(204), consumes: true },
  'GET /api/v1/videos': { thing: 'none', statuses: everyone(200) },
  // Who may not learns so before the form is read.
  'POST /api/v1/videos': { thing: 'none', statuses: users(415), body: { name: 'no form' } },
  'GET /api/v1/videos/by-key/{key}': { thing: 'key', statuses: alice(200) },
  'GET /api/v1/videos/{id}': { thing: 'video', statuses: managers(200) },
  'PATCH /api/v1/videos/{id}': { thing: 'video', statuses: managers(200), body: { name: 'a new name' } },
  'DELETE /api/v1/videos/{id}': { thing: 'video', statuses: managers(204), consumes: true },
  'POST /api/v1/videos/{id}/retry': { thing: 'waiting', statuses: managers(202) },
  'GET /api/v1/videos/{id}/playback': { thing: 'video', statuses: managers(200) },
  'GET /api/v1/streams/{id}/playback': { thing: 'stream', statuses: managers(200) },
  'POST /api/v1/streams': { thing: 'none', statuses: users(201), body: { name: 'one more' } },
  'GET /api/v1/streams': { thing: 'none', statuses: everyone(200) },
  'GET /api/v1/streams/{id}': { thing: 'stream', statuses: managers(200) },
  'GET /api/v1/streams/{id}/credentials': { thing: 'stream', statuses: managers(200) },
  'PATCH /api/v1/streams/{id}': { thing: 'stream', statuses: managers(200), body: { name: 'a new name' } },
  'POST /api/v1/streams/{id}/rotate-key': { thing: 'stream', statuses: managers(200) },
  'DELETE /api/v1/streams/{id}': { thing: 'stream', statuses: managers(204), consumes: true },
  'GET /media/{id}': { thing: 'waiting', statuses: managers(200) },
  'HEAD /media/{id}': { thing: 'waiting', statuses: managers(200) },
  'GET /media/{id}/{name}': { thing: 'waiting', statuses: managers(404) },
  'HEAD /media/{id}/{name}': { thing: 'waiting', statuses: managers(404) },
  'GET /media/{id}/{part}/{name}': { thing: 'waiting', statuses: managers(404) },
  'HEAD /media/{id}/{part}/{name}': { thing: 'waiting', statuses: managers(404) },
  'GET /v/{id}': { thing: 'video', statuses: managers(302) },
  // Not on air, so there is nothing to lead its owner to.
  'HEAD /v/{id}': { thing: 'stream', statuses: managers(404) },
  'GET /api/v1/events': { thing: 'none', statuses: everyone(200) },
  'GET /api/v1/status': { thing: 'none', statuses: everyone(200) },
  'GET /api/v1/session': { thing: 'none', statuses: users(200) },
  'GET /api/v1/stats': { thing: 'none', statuses: users(200) },
  'GET /api/v1/channels': { thing: 'none', statuses: users(200) },
  'GET /api/v1/limits': { thing: 'none', statuses: users(200) },
  'GET /api/v1/jobs': { thing: 'none', statuses: administrators(200) },
  'POST /api/v1/jobs/{id}/retry': { thing: 'waiting', statuses: administrators(204) },
  'DELETE /api/v1/jobs/{id}': { thing: 'waiting', statuses: administrators(204) },
  'POST /api/v1/reconcile': { thing: 'none', statuses: administrators(200), body: {} },
  'GET /healthz': { thing: 'none', statuses: everyone(200) },
  'GET /readyz': { thing: 'none', statuses: everyone(200) },
  'GET /metrics': { thing: 'none', statuses: administrators(200) },
};

interface Answer {
  status: number;
  /** What in it is not as `/openapi.json` says. */
  issue: unknown;
}

/** What tus wants is sent everywhere; it means nothing elsewhere. */
async function ask(who: Who, route: string, id: string, body?: object): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  const isUpload = route.startsWith('PATCH /api/v1/uploads');
  const metadata = `filename ${btoa('clip.mp4')},metadata ${btoa('{"name":"one more"}')}`;
  const headers = {
    'tus-resumable': '1.0.0',
    ...(method === 'POST' ? { 'upload-length': '50000', 'upload-metadata': metadata } : {}),
    ...(isUpload ? { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...server.as(who),
  };
  const sent = isUpload ? { body: sampleMp4(100) } : body === undefined ? {} : { body: JSON.stringify(body) };
  const stop = new AbortController();
  const url = `${server.url}${path
    .replace('{name}', 'poster.jpg')
    .replace('{part}', 'hls')
    .replace(/\{\w+\}/, id)}`;
  const answer = await fetch(url, { ...sent, method, headers, redirect: 'manual', signal: stop.signal });
  const isJson = /json/.test(answer.headers.get('content-type') ?? '') && method !== 'HEAD';
  const shape =
    answers.get(`${route} ${answer.status}`) ?? answers.get(`${route} ${Math.floor(answer.status / 100)}XX`);
  const issue = isJson ? (shape === undefined ? 'not described' : shape(await answer.json())) : undefined;
  stop.abort();
  return { status: answer.status, issue };
}

interface OpenApi {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      { operationId?: string; responses: Record<string, { content?: Record<string, { schema: object }> }> }
    >
  >;
}

async function openApi(): Promise<OpenApi> {
  return (await fetch(`${server.url}/openapi.json`)).json() as Promise<OpenApi>;
}

/** The shape of each JSON answer that the document describes, by route and status. */
async function describedAnswers(): Promise<Map<string, Validate>> {
  const shapes = new Map<string, Validate>();
  for (const [path, methods] of Object.entries((await openApi()).paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const [status, { content }] of Object.entries(responses)) {
        const schema = (content?.['application/json'] ?? content?.['application/problem+json'])?.schema;
        if (schema === undefined) continue;
        const named = JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', ''));
        shapes.set(`${method.toUpperCase()} ${path} ${status}`, validator(named));
      }
    }
  }
  return shapes;
}

describe('roles × routes (promise 54)', () => {
  it('every route of the interface is in this table', async () => {
    const described = Object.entries((await openApi()).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.filter((route) => !(route in ROUTES))).toEqual([]);
    // Fastify answers HEAD wherever it answers GET; the document need not list that.
    const missing = Object.keys(ROUTES).filter((route) => !described.includes(route.replace('HEAD ', 'GET ')));
    expect(missing).toEqual(['HEAD /api/v1/uploads/{id}']);
  });

  it.each(Object.entries(ROUTES))('%s', async (route, { thing, statuses, body, consumes }) => {
    const got: Partial<Record<Who, Answer>> = {};
    let id = await things[thing]();
    // Those who may not come first, so that they cannot profit from what the others did.
    for (const who of WHO) {
      got[who] = await ask(who, route, id, body);
      if (consumes && statuses[who] < 400) id = await things[thing]();
    }
    const expected = WHO.map((who) => [who, { status: statuses[who], issue: undefined }]);
    expect(got).toEqual(Object.fromEntries(expected));
  });
});

describe('/openapi.json', () => {
  it('is a valid document of OpenAPI 3.1, with an id, a summary and the failures of each operation', async () => {
    const document = await openApi();
    expect(await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual({
      valid: true,
    });
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    for (const operation of operations) {
      expect(operation).toMatchObject({ operationId: expect.any(String), summary: expect.any(String) });
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const failing = operations.filter(({ responses }) => responses['4XX']?.content?.['application/problem+json']);
    // Health checks have no failures but their own.
    expect(operations.length - failing.length).toBeLessThanOrEqual(3);
  });

  it('names the shapes that the types of the SDK have', async () => {
    const document = await openApi();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/videos/{id}']?.get?.responses['200']?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/PiyakastVideo' } },
    });
  });
});
