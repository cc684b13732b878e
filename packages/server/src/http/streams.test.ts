import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const rows = async (): Promise<Record<string, unknown>[]> => {
  const result = await server.services.database.db.execute(sql`SELECT * FROM streams ORDER BY created_at`);
  return (result as unknown as { rows: Record<string, unknown>[] }).rows;
};
const lives = () => server.sandbox.videos().filter(({ isLive }) => isLive);

describe('POST /api/v1/streams', () => {
  it('makes a live at PeerTube and fills its row; the key is sealed and in no view (promise 5, promise 16, promise 17)', async () => {
    const client = server.client('alice');
    const stream = await client.streams.create({ name: 'a live', category: 'Gaming', saveReplay: false });
    expect(stream).toMatchObject({ state: 'waiting', saveReplay: false, permanentLive: false, mine: true });
    const credentials = await client.streams.credentials(stream.id);
    expect(credentials.rtmpUrl).toMatch(/^rtmp:\/\//);
    expect(credentials.streamKey.length).toBeGreaterThan(10);

    const [row] = await rows();
    expect(row).toMatchObject({
      peertube_id: expect.any(Number),
      peertube_uuid: stream.uuid,
      peertube_embed_url: expect.stringContaining('/videos/embed/'),
      rtmp_url: credentials.rtmpUrl,
      stream_key: expect.stringMatching(/^v1\./),
      peertube_channel_id: server.sandbox.account.channelId,
      permanent_live: false,
      save_replay: false,
    });
    expect(JSON.stringify(row)).not.toContain(credentials.streamKey);
    expect(JSON.stringify([stream, await client.streams.get(stream.id), await client.streams.list()])).not.toContain(
      credentials.streamKey,
    );
  });

  it('says false where false was asked, and true by default (promise 21)', async () => {
    const client = server.client('alice');
    expect(await client.streams.create({ name: 'with replay' })).toMatchObject({ saveReplay: true });
    expect(lives().find(({ name }) => name === 'with replay')?.live).toMatchObject({ saveReplay: true });
    expect(lives().find(({ name }) => name === 'a live')?.live).toMatchObject({ saveReplay: false });
  });

  it('gives each live a key of its own (promise 52)', async () => {
    const client = server.client('alice');
    const { data } = await client.streams.list();
    const keys = await Promise.all(data.map(async ({ id }) => (await client.streams.credentials(id)).streamKey));
    expect(new Set(keys).size).toBe(data.length);
  });

  it('does not let the credentials be cached', async () => {
    const [row] = await rows();
    const answer = await fetch(`${server.url}/api/v1/streams/${row?.id}/credentials`, { headers: server.as('alice') });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('fails at once with a clear word while PeerTube is down, and leaves nothing half-made', async () => {
    const before = { rows: (await rows()).length, lives: lives().length };
    server.sandbox.faults.set({ down: true });
    const started = Date.now();
    await expect(server.client('alice').streams.create({ name: 'never made' })).rejects.toMatchObject({
      code: 'live/no-instance',
    });
    expect(Date.now() - started).toBeLessThan(5000);
    server.sandbox.faults.clear();
    expect({ rows: (await rows()).length, lives: lives().length }).toEqual(before);
    await until(
      'PeerTube to be seen again',
      async () => (await server.client('stranger').status.get()).status === 'ok',
    );
  });

  it('names what PeerTube refuses (promise 63)', async () => {
    server.sandbox.fake.features.live.enabled = false;
    await expect(server.client('alice').streams.create({ name: 'refused' })).rejects.toMatchObject({
      code: 'live/disabled',
    });
    server.sandbox.fake.features.live.enabled = true;
  });
});

describe('a live', () => {
  it('follows PeerTube, not a button: waiting, live with its viewers, ended (promise 19, promise 20)', async () => {
    const client = server.client('alice');
    const { id, uuid } = await client.streams.create({ name: 'followed', saveReplay: false });
    server.sandbox.fake.goLive(uuid, { instant: true });
    server.sandbox.fake.setViewers(uuid, 3);
    await until(
      'live with viewers',
      async () => {
        const { state, viewers } = await client.streams.get(id);
        return state === 'live' && viewers === 3;
      },
      { timeoutMs: 10_000 },
    );
    server.sandbox.fake.setViewers(uuid, 5);
    await until('five viewers', async () => (await client.streams.get(id)).viewers === 5, { timeoutMs: 5000 });
    server.sandbox.fake.endLive(uuid, { instant: true });
    const ended = await until(
      'the end',
      async () => {
        const stream = await client.streams.get(id);
        return stream.state === 'ended' && stream;
      },
      { timeoutMs: 10_000 },
    );
    expect(ended).toMatchObject({ viewers: 0, startedAt: expect.any(String), endedAt: expect.any(String) });
  });

  it('is changed and deleted at PeerTube too', async () => {
    const client = server.client('alice');
    const { id, uuid } = await client.streams.create({ name: 'short-lived' });
    await client.streams.update(id, { name: 'renamed live', saveReplay: false });
    expect(lives().find((live) => live.uuid === uuid)).toMatchObject({
      name: 'renamed live',
      live: { saveReplay: false },
    });
    await client.streams.delete(id);
    expect(lives().some((live) => live.uuid === uuid)).toBe(false);
    await expect(client.streams.get(id)).rejects.toMatchObject({ code: 'live/not-found' });
  });
});

describe('POST /api/v1/streams/:id/rotate-key', () => {
  it('gives a live another key behind the same id, and takes the old one away', async () => {
    const client = server.client('alice');
    const { id, uuid } = await client.streams.create({ name: 'rotated', permanentLive: true, saveReplay: false });
    const before = await client.streams.credentials(id);
    await expect(server.client('bob').streams.rotateKey(id)).rejects.toMatchObject({ status: 403 });
    const rotated = await client.streams.rotateKey(id);
    expect(rotated).toMatchObject({ id, name: 'rotated', state: 'waiting', permanentLive: true });
    expect(rotated.uuid).not.toBe(uuid);
    const after = await client.streams.credentials(id);
    expect(after.streamKey).not.toBe(before.streamKey);
    expect(
      lives()
        .filter(({ name }) => name === 'rotated')
        .map((live) => live.uuid),
    ).toEqual([rotated.uuid]);
    // The new live is the one that is followed.
    server.sandbox.fake.goLive(rotated.uuid, { instant: true });
    await until('on air', async () => (await client.streams.get(id)).state === 'live', { timeoutMs: 10_000 });
    // Deleting it ends what is on air; a key is only taken from a live whose replay is not lost.
    await client.streams.delete(id);
  });

  it('leaves the key alone while the replay would be lost', async () => {
    const client = server.client('alice');
    const { id, uuid } = await client.streams.create({ name: 'on air', permanentLive: true });
    const { streamKey } = await client.streams.credentials(id);
    server.sandbox.fake.goLive(uuid, { instant: true });
    await expect(client.streams.rotateKey(id)).rejects.toMatchObject({ code: 'live/already-started' });
    expect((await client.streams.credentials(id)).streamKey).toBe(streamKey);
  });
});

describe('what PeerTube 8 lets a live have', () => {
  const at = '2099-03-01T10:00:00.000Z';

  it('announces a beginning, lets viewers go back, and opens with a password; the password is in no view', async () => {
    const eight = await startTestServer({ sandbox: { version: '8.2.1' } });
    try {
      const client = eight.client('alice');
      await until('the options of the instance', async () => (await client.status.get()).live !== null);
      expect((await client.status.get()).live).toMatchObject({ enabled: true, schedules: true, maxDvrSeconds: 3600 });
      const secret = 'open-sesame-7';
      const request = { videoPasswords: [secret], scheduledAt: at, dvrWindow: 600 };
      const stream = await client.streams.create({ name: 'Tonight', privacy: 'password', ...request });
      expect(stream).toMatchObject({ privacy: 'password', scheduledAt: at, dvrWindow: 600 });
      const [live] = eight.sandbox.videos().filter(({ isLive }) => isLive);
      expect(live?.live).toMatchObject({ dvrWindow: 600, schedules: [{ startAt: at }] });
      expect(JSON.stringify([stream, await client.streams.list()])).not.toContain(secret);
      // A change of another field keeps the password, which PeerTube would otherwise take away.
      await client.streams.update(stream.id, { name: 'Tonight at nine' });
      expect(await client.streams.get(stream.id)).toMatchObject({ name: 'Tonight at nine', privacy: 'password' });
      await expect(client.streams.create({ name: 'No word', privacy: 'password' })).rejects.toMatchObject({
        code: 'upload/invalid-metadata',
      });
    } finally {
      await eight.close();
    }
  });

  it('says that an older instance has none of it, and makes no live without it', async () => {
    const client = server.client('alice');
    await until('the options of the instance', async () => (await client.status.get()).live !== null);
    expect((await client.status.get()).live).toMatchObject({ schedules: false, maxDvrSeconds: 0 });
    const before = lives().length;
    await expect(client.streams.create({ name: 'Announced', scheduledAt: at })).rejects.toMatchObject({
      code: 'config/unsupported',
    });
    expect(lives().length).toBe(before);
  });
});
