import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { removeOrphans } from './sweeps.js';

const MEGABYTE = 1024 * 1024;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const video = (id: string) => server.client('alice').videos.get(id);
const inState = (id: string, state: string) =>
  until(`the state ${state}`, async () => {
    const found = await video(id);
    return found.state === state && found;
  });
const row = async (id: string): Promise<Record<string, unknown>> => {
  const result = await server.services.database.db.execute(sql`SELECT * FROM videos WHERE id = ${id}`);
  return (result as unknown as { rows: Record<string, unknown>[] }).rows[0] ?? {};
};
const send = (name: string, bytes: Uint8Array<ArrayBuffer>, metadata: object = {}) =>
  server.tus('alice').send({ bytes, metadata: { name, ...metadata } });

describe('a video on its way to PeerTube', () => {
  it('is published byte for byte, and its row holds the five fields (promise 1, promise 4, promise 68)', async () => {
    const bytes = sampleMp4();
    const id = await send('the plain way', bytes, {
      category: 'K-Food',
      tags: ['soup', 'rice'],
      description: 'A soup.',
    });
    await inState(id, 'published');
    const remote = server.sandbox.videos().find(({ name }) => name === 'the plain way');
    expect(await server.sandbox.sha256Of(remote?.uuid ?? '')).toBe(sha256(bytes));
    expect(await row(id)).toMatchObject({
      peertube_id: remote?.id,
      peertube_uuid: remote?.uuid,
      peertube_embed_url: expect.stringContaining(remote?.uuid ?? 'none'),
      peertube_download_url: expect.stringMatching(/^http/),
      peertube_channel_id: server.sandbox.account.channelId,
    });
    expect(remote).toMatchObject({ category: 18, tags: ['soup', 'rice'], description: 'A soup.', privacy: 1 });
  });

  it('frees the disk once it plays there (promise 13, promise 58)', async () => {
    const id = await send('freed', sampleMp4());
    await inState(id, 'published');
    await until('the file to be gone', async () => !(await readdir(server.filesDir)).includes(id));
  });

  it('stays and plays here while PeerTube is down, and moves by itself within 30 s of its return (promise 3, promise 34)', async () => {
    const bytes = sampleMp4();
    await server.sandbox.stop();
    const id = await send('failover', bytes);
    const waiting = await inState(id, 'local');
    expect(waiting.problem).toMatchObject({ code: expect.stringMatching(/^network\//) });
    const played = await fetch(`${server.url}/media/${id}`);
    expect(sha256(new Uint8Array(await played.arrayBuffer()))).toBe(sha256(bytes));
    expect(await server.client('stranger').status.get()).toMatchObject({ status: 'degraded', waiting: { videos: 1 } });

    const before = await video(id);
    await server.sandbox.start();
    const returned = Date.now();
    const after = await inState(id, 'published');
    expect(Date.now() - returned).toBeLessThan(30_000);
    expect({ id: after.id, url: after.url }).toEqual({ id: before.id, url: before.url });
    expect(await until('the status', async () => (await server.client('stranger').status.get()).status === 'ok')).toBe(
      true,
    );
  });

  it('drains a backlog without resting between two videos (promise 3)', async () => {
    await server.sandbox.stop();
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) ids.push(await send(`backlog ${index}`, sampleMp4()));
    for (const id of ids) await inState(id, 'local');
    await server.sandbox.start();
    await inState(ids[0] ?? '', 'published');
    const began = Date.now();
    for (const id of ids) await inState(id, 'published');
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('says so within 10 s when PeerTube hangs rather than refuses', async () => {
    server.sandbox.faults.set({ hang: true });
    const sent = Date.now();
    const id = await send('left hanging', sampleMp4());
    const waiting = await inState(id, 'local');
    expect(Date.now() - sent).toBeLessThan(10_000);
    expect(waiting.problem?.code).toMatch(/^network\//);
    server.sandbox.faults.clear();
    await inState(id, 'published');
    expect(server.sandbox.videos().filter(({ name }) => name === 'left hanging')).toHaveLength(1);
  });

  it('says so when PeerTube goes away while it transcodes, and is not sent again', async () => {
    const { features } = server.sandbox.fake;
    const before = features.transcodingMs;
    features.transcodingMs = 6000;
    const id = await send('left transcoding', sampleMp4());
    await until('the bytes at PeerTube', async () => (await row(id)).peertube_result !== null);
    const uploads = server.sandbox.uploadsCompleted;
    server.sandbox.faults.set({ down: true });
    await inState(id, 'local');
    features.transcodingMs = before;
    server.sandbox.faults.clear();
    await inState(id, 'published');
    expect(server.sandbox.uploadsCompleted).toBe(uploads);
  });

  it('falls back when PeerTube goes away in mid-upload, and then sends only the rest (promise 39)', async () => {
    const bytes = sampleMp4(12 * MEGABYTE);
    server.sandbox.faults.set({ bytesPerSecond: 6 * MEGABYTE });
    const id = await send('cut off', bytes);
    const sent = await until('a part at PeerTube', async () => {
      const { publishedBytes } = await video(id);
      return publishedBytes > 0 && publishedBytes;
    });
    expect(sent).toBeLessThan(bytes.length);
    server.sandbox.faults.set({ down: true });
    const gone = Date.now();
    await inState(id, 'local');
    expect(Date.now() - gone).toBeLessThan(15_000);
    const inits = () =>
      server.sandbox.fake.log
        .since(0)
        .filter(({ path, method }) => method === 'POST' && path.includes('upload-resumable'));
    const begun = inits().length;
    server.sandbox.faults.clear();
    await inState(id, 'published');
    expect(inits()).toHaveLength(begun);
    expect(server.sandbox.videos().filter(({ name }) => name === 'cut off')).toHaveLength(1);
  });

  it('is not sent again by itself when PeerTube refuses it for good, and says why (promise 36)', async () => {
    server.sandbox.faults.set({ quotaReached: true });
    const id = await send('over quota', sampleMp4());
    const refused = await inState(id, 'local');
    // The account may get room, so it waits, for an hour.
    const retryAt = expect.stringMatching(/^\d{4}-/);
    expect(refused.problem).toMatchObject({ code: 'upload/quota-exceeded', final: false, retryAt });
    server.sandbox.faults.clear();
    await server.client('alice').videos.retry(id);
    await inState(id, 'published');
  });

  it('asks for the categories once for many uploads (promise 55)', async () => {
    const since = server.sandbox.fake.log.since(0).length;
    const ids = await Promise.all(
      ['one', 'two', 'three', 'four'].map((name) => send(`many ${name}`, sampleMp4(), { category: 'Music' })),
    );
    for (const id of ids) await inState(id, 'published');
    const asked = server.sandbox.fake.log.since(0).slice(since);
    expect(asked.filter(({ path }) => path.endsWith('/videos/categories')).length).toBeLessThanOrEqual(1);
  });

  it('is deleted at PeerTube too, later, when PeerTube is down now', async () => {
    const id = await send('to be deleted', sampleMp4());
    await inState(id, 'published');
    server.sandbox.faults.set({ down: true });
    await server.client('alice').videos.delete(id);
    await expect(video(id)).rejects.toMatchObject({ code: 'video/not-found' });
    server.sandbox.faults.clear();
    await until(
      'the video to be gone at PeerTube',
      () => !server.sandbox.videos().some(({ name }) => name === 'to be deleted'),
    );
    await until('the row to be gone', async () => (await row(id)).id === undefined);
  });

  it('is deleted at PeerTube too when PeerTube was still at work on its last chunk', async () => {
    server.sandbox.faults.set({ processingMs: 3_000 });
    const id = await send('deleted early', sampleMp4());
    const sent = async () => (await row(id)).peertube_upload as { finishingSinceMs?: number } | null;
    await until('the last chunk to go out', async () => (await sent())?.finishingSinceMs);
    await server.client('alice').videos.delete(id);
    const remote = () => server.sandbox.videos().some(({ name }) => name === 'deleted early');
    await until('PeerTube to have made the video', remote);
    await until('the video to be gone at PeerTube', () => !remote());
    await until('the row to be gone', async () => (await row(id)).id === undefined);
    server.sandbox.faults.clear();
  });

  it('is changed at PeerTube when it is changed here', async () => {
    const id = await send('old name', sampleMp4());
    await inState(id, 'published');
    await server.client('alice').videos.update(id, { name: 'new name', privacy: 'private' });
    const remote = server.sandbox.videos().find(({ name }) => name === 'new name');
    expect(remote).toMatchObject({ privacy: 3 });
    expect((await fetch(`${server.url}/api/v1/videos/${id}`)).status).toBe(401);
  });

  it('keeps every privacy on the way: what is private here is never public there (promise 8)', async () => {
    const words = { unlisted: 2, private: 3, internal: 4 } as const;
    for (const [privacy, number] of Object.entries(words)) {
      const id = await send(`privacy ${privacy}`, sampleMp4(), { privacy });
      await inState(id, 'published');
      expect(server.sandbox.videos().find(({ name }) => name === `privacy ${privacy}`)).toMatchObject({
        privacy: number,
      });
    }
    const id = await send('privacy password', sampleMp4(), { privacy: 'password', videoPasswords: ['open sesame'] });
    await inState(id, 'published');
    expect(server.sandbox.videos().find(({ name }) => name === 'privacy password')).toMatchObject({ privacy: 5 });
    expect(JSON.stringify(await row(id))).not.toContain('open sesame');
  });

  it('keeps the tokens of PeerTube sealed (promise 47)', async () => {
    const result = await server.services.database.db.execute(sql`SELECT sealed FROM peertube_tokens`);
    const [{ sealed } = { sealed: '' }] = (result as unknown as { rows: { sealed: string }[] }).rows;
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    const plain = Buffer.from(sealed.slice(3), 'base64url').toString('latin1');
    expect(plain).not.toMatch(/accessToken|refreshToken/);
  });

  it('is counted (promise 44, promise 45)', async () => {
    const text = await (await fetch(`${server.url}/metrics`, { headers: server.as('admin') })).text();
    expect(text).toMatch(/piyakast_publishes_total\{instance="[^"]+",result="ok",reason=""\} \d+/);
    expect(text).toMatch(/piyakast_fallbacks_total\{instance="[^"]+",reason="upload\/quota-exceeded"\} 1/);
    expect(text).toMatch(/piyakast_waiting_videos 0/);
  });
});

describe('removeOrphans()', () => {
  it('removes old files that no row knows, and nothing else (promise 49)', async () => {
    const { services, filesDir } = server;
    const old = new Date(Date.now() - 2 * 3_600_000);
    const orphan = '00000000-0000-4000-8000-000000000001';
    const young = '00000000-0000-4000-8000-000000000002';
    for (const name of [orphan, young, 'notes.txt']) await writeFile(join(filesDir, name), 'x');
    await utimes(join(filesDir, orphan), old, old);
    await utimes(join(filesDir, 'notes.txt'), old, old);
    const created = await server.tus('alice').create({ bytes: sampleMp4(100), metadata: { name: 'unfinished' } });
    const unfinished = created.headers.get('location')?.split('/').at(-1) ?? '';
    await removeOrphans(services.database.db, services.files, services.log, 3_600_000);
    expect((await readdir(filesDir)).sort()).toEqual([young, unfinished, 'notes.txt'].sort());

    await utimes(join(filesDir, unfinished), old, old);
    await services.database.db.execute(
      sql`UPDATE videos SET updated_at = now() - interval '2 hours' WHERE id = ${unfinished}`,
    );
    await removeOrphans(services.database.db, services.files, services.log, 3_600_000);
    expect(await readdir(filesDir)).not.toContain(unfinished);
    expect((await row(unfinished)).id).toBeUndefined();
  });
});
