import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
const videos: Record<string, string> = {};
const streams: Record<string, string> = {};
const PRIVACIES = ['public', 'unlisted', 'internal', 'private'] as const;

beforeAll(async () => {
  server = await startTestServer();
  for (const privacy of PRIVACIES) {
    videos[privacy] = await server
      .tus('alice')
      .send({ bytes: sampleMp4(), metadata: { name: `${privacy} video`, privacy } });
    const live = await server.client('alice').streams.create({ name: `${privacy} live`, privacy });
    streams[privacy] = live.id;
  }
});
afterAll(() => server.close());

const status = async (who: Who, method: string, path: string, body?: object): Promise<number> => {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const headers = { ...json.headers, ...server.as(who) };
  return (await fetch(`${server.url}${path}`, { ...json, method, headers, redirect: 'manual' })).status;
};

describe('who may do what (promise 54)', () => {
  it.each([
    ['public', { stranger: 200, bob: 200, alice: 200, admin: 200 }],
    ['unlisted', { stranger: 200, bob: 200, alice: 200, admin: 200 }],
    ['internal', { stranger: 401, bob: 200, alice: 200, admin: 200 }],
    ['private', { stranger: 401, bob: 403, alice: 200, admin: 200 }],
  ])('a video or live that is %s is shown to %j', async (privacy, expected) => {
    for (const [who, wanted] of Object.entries(expected)) {
      expect([who, await status(who as Who, 'GET', `/api/v1/videos/${videos[privacy]}`)]).toEqual([who, wanted]);
      expect([who, await status(who as Who, 'GET', `/api/v1/streams/${streams[privacy]}`)]).toEqual([who, wanted]);
    }
  });

  it.each([
    ['stranger', 401],
    ['bob', 403],
  ] as const)('what %s may not see is called private, and what is not there missing', async (who, status) => {
    const client = server.client(who);
    const hidden = { code: 'video/private', status };
    await expect(client.videos.get(videos.private ?? '')).rejects.toMatchObject(hidden);
    await expect(client.videos.playback(videos.private ?? '')).rejects.toMatchObject(hidden);
    await expect(client.streams.get(streams.private ?? '')).rejects.toMatchObject(hidden);
    await expect(client.streams.playback(streams.private ?? '')).rejects.toMatchObject(hidden);
    const none = crypto.randomUUID();
    await expect(client.videos.get(none)).rejects.toMatchObject({ code: 'video/not-found', status: 404 });
    await expect(client.streams.get(none)).rejects.toMatchObject({ code: 'live/not-found', status: 404 });
  });

  it('a video is found by its key by who uploaded it alone', async () => {
    const file = { bytes: sampleMp4(), metadata: { name: 'of a key' }, key: 'one-key' };
    const id = await server.tus('alice').send(file);
    const byKey = '/api/v1/videos/by-key/one-key';
    for (const [who, wanted] of Object.entries({ stranger: 401, bob: 404, alice: 200, admin: 404, owner: 404 })) {
      expect([who, await status(who as Who, 'GET', byKey)]).toEqual([who, wanted]);
    }
    expect(await (await fetch(`${server.url}${byKey}`, { headers: server.as('alice') })).json()).toMatchObject({ id });
    const his = await server.tus('bob').send({ ...file, bytes: sampleMp4() });
    expect(his).not.toBe(id);
    expect(await (await fetch(`${server.url}${byKey}`, { headers: server.as('bob') })).json()).toMatchObject({
      id: his,
    });
    for (const [who, video] of [
      ['alice', id],
      ['bob', his],
    ] as const)
      await server.client(who).videos.delete(video);
    expect(await status('alice', 'GET', byKey)).toBe(404);
  });

  it('lists show what everybody may see, and to its owner all of his', async () => {
    const names = async (who: Who) => {
      const page = await server.client(who).videos.list();
      return page.data.map(({ name }) => name.split(' ')[0]).sort();
    };
    expect(await names('stranger')).toEqual(['public']);
    expect(await names('bob')).toEqual(['internal', 'public']);
    expect(await names('alice')).toEqual([...PRIVACIES].sort());
    expect(await names('admin')).toEqual([...PRIVACIES].sort());
    expect((await server.client('alice').videos.list({ search: 'unlis' })).total).toBe(1);
    const lives = await server.client('alice').streams.list({ search: 'UNLISTED' });
    expect(lives).toMatchObject({ total: 1, data: [{ name: 'unlisted live' }] });
    expect((await server.client('stranger').streams.list({ search: 'unlisted' })).total).toBe(0);
    expect((await server.client('alice').streams.list({ search: '%' })).total).toBe(0);
  });

  it.each([
    ['GET', '/api/v1/streams/:stream/credentials', undefined, 200],
    ['PATCH', '/api/v1/streams/:stream', { name: 'another name' }, 200],
    ['PATCH', '/api/v1/videos/:video', { name: 'another name' }, 200],
    ['POST', '/api/v1/videos/:video/retry', undefined, 409],
    ['DELETE', '/api/v1/videos/:video', undefined, 204],
    ['DELETE', '/api/v1/streams/:stream', undefined, 204],
  ] as const)('%s %s is for the owner and the administrators (promise 31)', async (method, route, body, wanted) => {
    const path = (video: string, stream: string) => route.replace(':video', video).replace(':stream', stream);
    const publicOne = path(videos.public ?? '', streams.public ?? '');
    expect(await status('stranger', method, publicOne, body)).toBe(401);
    expect(await status('bob', method, publicOne, body)).toBe(403);
    expect([200, 202, 204, 409]).toContain(await status('alice', method, publicOne, body));
    const other = path(videos.unlisted ?? '', streams.unlisted ?? '');
    const answered = await status('admin', method, other, body);
    expect(wanted === 409 ? [202, 409] : [wanted]).toContain(answered);
  });

  it('numbers are for users, metrics for administrators, the status for everybody', async () => {
    expect(await status('stranger', 'GET', '/api/v1/stats')).toBe(401);
    expect(await status('bob', 'GET', '/api/v1/stats')).toBe(200);
    expect(await status('stranger', 'GET', '/metrics')).toBe(401);
    expect(await status('bob', 'GET', '/metrics')).toBe(403);
    expect(await status('admin', 'GET', '/metrics')).toBe(200);
    for (const path of ['/api/v1/status', '/healthz', '/readyz', '/openapi.json']) {
      expect(await status('stranger', 'GET', path)).toBe(200);
    }
    expect(await status('stranger', 'POST', '/api/v1/streams', { name: 'a live' })).toBe(401);
    expect(await status('stranger', 'GET', '/api/v1/session')).toBe(401);
  });

  it('a token that is not valid is refused everywhere, and answered with a problem document', async () => {
    const answer = await fetch(`${server.url}/api/v1/videos`, { headers: { authorization: 'Bearer nonsense' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ code: 'auth/not-signed-in' });
  });

  it('what is not there is a problem document too', async () => {
    const answer = await fetch(`${server.url}/api/v1/nothing`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'http/not-found', status: 404 });
  });
});

describe('GET /openapi.json', () => {
  it('describes every route of the interface', async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/videos',
        '/api/v1/uploads/{id}',
        '/api/v1/streams/{id}/credentials',
        '/media/{id}',
      ]),
    );
  });
});
