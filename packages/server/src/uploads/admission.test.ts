import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

const MEGABYTE = 1024 * 1024;

describe.each(['6.3.0', '8.2.1'] as const)('what the account at PeerTube %s may publish', (version) => {
  let server: TestServer;
  let channelId: number;
  beforeAll(async () => {
    server = await startTestServer({ sandbox: { version } });
    channelId = server.sandbox.account.channelId;
  });
  afterAll(() => server.close());

  const account = () => {
    const user = server.sandbox.fake.state.users.find(({ username }) => username === server.sandbox.account.username);
    if (user === undefined) throw new Error('The sandbox has no user.');
    return user;
  };
  const announce = async (sizeBytes: number, metadata: object = {}) => {
    const file = { bytes: sampleMp4(100), metadata: { name: 'announced', ...metadata } };
    const answer = await server.tus('alice').create(file, sizeBytes);
    return { status: answer.status, problem: answer.ok ? undefined : ((await answer.json()) as unknown) };
  };

  it('lists its channels, and a video goes to the one that was chosen (promise 1)', async () => {
    const channels = await server.client('alice').channels.list();
    expect(channels).toMatchObject([{ id: channelId, instanceUrl: server.sandbox.url }]);
    expect(await server.client('alice').uploads.limits()).toMatchObject({ quotaBytesLeft: null, dailyBytesLeft: null });
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'chosen', channelId } });
    const video = await until('the publication', async () => {
      const found = await server.client('alice').videos.get(id);
      return found.state === 'published' && found;
    });
    expect(video.channelId).toBe(channelId);
  });

  it('refuses a channel that it has not, before a byte is sent: for videos, changes and lives (promise 1)', async () => {
    const unknown = { channelId: 999_999 };
    expect(await announce(50_000, unknown)).toMatchObject({
      status: 409,
      problem: { code: 'channel/not-found', field: 'channelId' },
    });
    const client = server.client('alice');
    const refused = { code: 'channel/not-found' };
    await expect(client.streams.create({ name: 'nowhere', ...unknown })).rejects.toMatchObject(refused);
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'stays' } });
    await expect(client.videos.update(id, unknown)).rejects.toMatchObject(refused);
  });

  it('refuses what is over the quota of the account or of its day before a byte is sent (promise 50)', async () => {
    for (const field of ['videoQuota', 'videoQuotaDaily'] as const) {
      account()[field] = 2 * MEGABYTE;
      const fresh = await startTestServer({ after: server });
      const create = (sizeBytes: number) =>
        fresh.tus('alice').create({ bytes: sampleMp4(100), metadata: { name: 'large' } }, sizeBytes);
      const answer = await create(3 * MEGABYTE);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'upload/quota-exceeded' });
      expect((await create(MEGABYTE / 2)).status).toBe(201);
      account()[field] = -1;
      await fresh.stop();
    }
  });

  it('takes uploads while PeerTube cannot be asked', async () => {
    await server.sandbox.stop();
    expect((await announce(50_000)).status).toBe(201);
    await server.sandbox.start();
  });
});
