import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { LOCAL_FILE_POLICY: 'keep:1' } });
});
afterEach(() => server.sandbox.faults.clear());
afterAll(() => server.close());

const bytes = sampleMp4();
const send = (name: string, metadata: object = {}, key?: string) =>
  server.tus('alice').send({ bytes, metadata: { name, ...metadata }, ...(key === undefined ? {} : { key }) });
const video = (id: string) => server.client('alice').videos.get(id);
const inState = (id: string, state: string) =>
  until(`the state ${state}`, async () => {
    const found = await video(id);
    return found.state === state && found;
  });
const run = (statement: ReturnType<typeof sql>) => server.services.database.db.execute(statement);
const sidecar = (id: string) => join(server.filesDir, `${id}.json`);
/** The next server finds the files of this one, and a database that knows nothing. */
const loseDatabase = async () => {
  await server.stop();
  server = await startTestServer({ env: { LOCAL_FILE_POLICY: 'keep:1' }, after: server });
};

describe('the sidecar of a received file', () => {
  it('is there, for the server alone to read, when "received" is answered, and holds no secret', async () => {
    server.sandbox.faults.set({ down: true });
    const id = await send('with a password', { privacy: 'password', videoPasswords: ['open sesame'] });
    const text = await readFile(sidecar(id), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ id, ownerId: 'alice', name: 'with a password', sizeBytes: bytes.length });
    expect(text).not.toContain('open sesame');
    expect((await stat(sidecar(id))).mode & 0o777).toBe(0o600);
  });

  it('follows every change of the metadata, so that a private video never comes back as a public one', async () => {
    server.sandbox.faults.set({ down: true });
    const id = await send('at first public');
    await inState(id, 'local');
    await server.client('alice').videos.update(id, { name: 'then private', privacy: 'private' });
    await loseDatabase();
    expect(await video(id)).toMatchObject({ name: 'then private', privacy: 'private' });
    expect((await fetch(`${server.url}/media/${id}`)).status).toBe(401);
  });

  it('goes with the local file', async () => {
    const id = await send('soon published');
    await inState(id, 'published');
    expect(await readdir(server.filesDir)).toContain(`${id}.json`);
    await server.client('alice').videos.delete(id);
    await until(
      'the files to be gone',
      async () => !(await readdir(server.filesDir)).some((name) => name.includes(id)),
    );
  });
});

describe('after a power cut', () => {
  it('videos that waited come back with their ids, owners, passwords and keys, and reach PeerTube once', async () => {
    await server.sandbox.stop();
    const plain = await send('waits', { category: 'K-Food', tags: ['soup', 'rice'] }, 'key-of-the-browser');
    const locked = await send('waits locked', { privacy: 'password', videoPasswords: ['open sesame'] });
    await inState(locked, 'local');
    const before = await video(plain);
    await loseDatabase();

    expect(await video(plain)).toMatchObject({ name: 'waits', tags: ['soup', 'rice'], createdAt: before.createdAt });
    await expect(server.client('bob').videos.delete(plain)).rejects.toMatchObject({ code: 'auth/forbidden' });
    const again = await server.tus('alice').create({ bytes, metadata: { name: 'waits' }, key: 'key-of-the-browser' });
    expect(again.headers.get('location')).toContain(plain);

    await server.sandbox.start();
    await inState(plain, 'published');
    await inState(locked, 'published');
    const remote = server.sandbox.videos().filter(({ name }) => name.startsWith('waits'));
    expect(remote.map(({ privacy }) => privacy).sort()).toEqual([1, 5]);
    for (const { uuid } of remote) expect(await server.sandbox.sha256Of(uuid)).toBe(sha256(bytes));
  });

  it('what PeerTube has already is recognised there, and not sent again', async () => {
    const id = await send('published before');
    await inState(id, 'published');
    const uploads = server.sandbox.uploadsCompleted;
    await loseDatabase();
    const { sources } = await inState(id, 'published');
    const remote = server.sandbox.videos().filter(({ name }) => name === 'published before');
    expect(remote).toHaveLength(1);
    expect(sources[0]).toMatchObject({ kind: 'peertube', uuid: remote[0]?.uuid });
    expect(server.sandbox.uploadsCompleted).toBe(uploads);
  });

  it('a row that was set back, after its file had gone, finds its video at PeerTube', async () => {
    const id = await send('set back');
    await inState(id, 'published');
    await server.services.files.remove(id);
    await run(sql`
      UPDATE videos SET state = 'stored', peertube_result = NULL, peertube_upload = NULL, file_expires_at = NULL,
        published_at = NULL, next_attempt_at = now() WHERE id = ${id}`);
    await inState(id, 'published');
    expect(server.sandbox.videos().filter(({ name }) => name === 'set back')).toHaveLength(1);
  });

  it('a row whose file is nowhere says so, and is not tried for ever', async () => {
    server.sandbox.faults.set({ down: true });
    const id = await send('lost for good');
    await inState(id, 'local');
    await server.services.files.remove(id);
    server.sandbox.faults.clear();
    await until('the word', async () => (await video(id)).problem?.code === 'upload/invalid-file');
    const result = await run(sql`SELECT next_attempt_at FROM videos WHERE id = ${id}`);
    expect((result as unknown as { rows: unknown[] }).rows).toEqual([{ next_attempt_at: null }]);
  });

  it('a sidecar that is missing is written again', async () => {
    server.sandbox.faults.set({ down: true });
    const id = await send('without a sidecar');
    await inState(id, 'local');
    const text = await readFile(sidecar(id), 'utf8');
    await rm(sidecar(id));
    await server.services.repair();
    expect(JSON.parse(await readFile(sidecar(id), 'utf8'))).toEqual(JSON.parse(text));
  });

  it('a file with neither row nor sidecar, a damaged sidecar, and one of another size make no video', async () => {
    server.sandbox.faults.set({ down: true });
    const [bare, damaged, cut] = [await send('bare'), await send('damaged'), await send('cut')];
    await rm(sidecar(bare));
    await writeFile(sidecar(damaged), '{"id":');
    await writeFile(join(server.filesDir, cut), 'short');
    const alone = await send('alone');
    await rm(join(server.filesDir, alone));
    await loseDatabase();
    for (const id of [bare, damaged, cut, alone]) {
      await expect(video(id)).rejects.toMatchObject({ code: 'video/not-found' });
    }
    // What cannot be restored is not thrown away at once; what promises a file that is gone is.
    const present = await readdir(server.filesDir);
    expect(present).toEqual(expect.arrayContaining([bare, damaged, `${damaged}.json`, cut, `${cut}.json`]));
    expect(present).not.toContain(`${alone}.json`);
  });

  it('a video that was deleted stays deleted', async () => {
    server.sandbox.faults.set({ down: true });
    const id = await send('deleted by its owner');
    await server.client('alice').videos.delete(id);
    await loseDatabase();
    await expect(video(id)).rejects.toMatchObject({ code: 'video/not-found' });
  });
});
