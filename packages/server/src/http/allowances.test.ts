import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

const PER_ADDRESS = 60;
const PER_USER = 40;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    env: {
      RATE_LIMIT_PER_ADDRESS: String(PER_ADDRESS),
      RATE_LIMIT_PER_USER: String(PER_USER),
      USER_QUOTA_BYTES: '100000',
      USER_UPLOADS: '3',
    },
  });
  // One minute for the whole test, however slow the machine is.
  vi.spyOn(Date, 'now').mockReturnValue(Math.floor(Date.now() / 60_000) * 60_000 + 1000);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

const ask = (who: Who, remoteAddress: string, url = '/api/v1/status') =>
  server.app.inject({ url, remoteAddress, headers: server.as(who) });
/** How many of so many requests are answered. */
const answered = async (count: number, send: (index: number) => ReturnType<typeof ask>) => {
  const answers = [];
  for (let index = 0; index < count; index++) answers.push((await send(index)).statusCode);
  return answers.filter((status) => status === 200).length;
};

describe('requests', () => {
  it('from one address are limited, for every user who signs in there, and other addresses are not', async () => {
    expect(await answered(PER_ADDRESS + 10, () => ask('stranger', '192.0.2.1'))).toBe(PER_ADDRESS);
    const refused = await ask('alice', '192.0.2.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('59');
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ status: 429, code: 'http/rate-limited' });
    expect((await ask('stranger', '192.0.2.2')).statusCode).toBe(200);
  });

  it('of one household in IPv6 count as of one address', async () => {
    const within = (index: number) => ask('stranger', `2001:db8:1:2::${index.toString(16)}`);
    expect(await answered(PER_ADDRESS + 5, within)).toBe(PER_ADDRESS);
    expect((await ask('stranger', '2001:db8:1:3::1')).statusCode).toBe(200);
  });

  it('of one user are limited, from however many addresses', async () => {
    const scattered = (index: number) => ask('bob', `198.51.100.${index}`);
    expect(await answered(PER_USER + 5, scattered)).toBe(PER_USER);
    expect((await ask('admin', '198.51.100.1')).statusCode).toBe(200);
  });

  it('with a token that is not valid count for their address', async () => {
    const wrong = () =>
      server.app.inject({
        url: '/api/v1/session',
        remoteAddress: '192.0.2.9',
        headers: { authorization: 'Bearer x.y.z' },
      });
    for (let count = 0; count < PER_ADDRESS; count++) expect((await wrong()).statusCode).toBe(401);
    expect((await wrong()).statusCode).toBe(429);
  });

  it('for the health of the server are never refused', async () => {
    for (const url of ['/healthz', '/readyz']) {
      expect(await answered(PER_ADDRESS + 5, () => ask('stranger', '192.0.2.20', url))).toBe(PER_ADDRESS + 5);
    }
  });
});

describe('uploads of one user', () => {
  const announce = (who: Who, sizeBytes: number, key?: string) =>
    server
      .tus(who)
      .create({ bytes: sampleMp4(1000), metadata: { name: 'an upload' }, ...(key ? { key } : {}) }, sizeBytes);

  it('are limited in number, also when they begin at once, and the same one may be announced again', async () => {
    const statuses = await Promise.all([1, 2, 3, 4, 5].map((n) => announce('alice', 1000, `key-${n}`)));
    expect(statuses.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429]);
    const refused = statuses.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ code: 'http/rate-limited' });
    const kept = statuses.findIndex(({ status }) => status === 201) + 1;
    expect((await announce('alice', 1000, `key-${kept}`)).status).toBe(201);
  });

  it('are limited in bytes, before the first one', async () => {
    expect((await announce('owner', 60_000)).status).toBe(201);
    const refused = await announce('owner', 50_000);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'upload/quota-exceeded' });
    expect((await announce('owner', 40_000)).status).toBe(201);
  });
});
