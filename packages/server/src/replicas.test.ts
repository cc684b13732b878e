import { randomBytes } from 'node:crypto';
import { until } from '@piyakast/testing/kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from './db/postgres.js';
import { createLog } from './log.js';
import { hasObjectStore, type ObjectStore, startObjectStore } from './test-support/object-store.js';
import { findPostgres, type PostgresServer, startPostgres } from './test-support/postgres.js';
import { sampleMp4, sha256 } from './test-support/sample-file.js';
import { startTestServer, type TestServer } from './test-support/test-server.js';

const log = createLog({ level: 'silent' });
const programs = await findPostgres();

/** More than one part of a multipart upload. */
const large = (): Buffer<ArrayBuffer> =>
  Buffer.concat([sampleMp4(1000), randomBytes(9_000_000)]) as Buffer<ArrayBuffer>;

// What each needs is brought by `npm test` where it may install; elsewhere the suite has only PGlite and the folder.
if (programs !== undefined && hasObjectStore()) {
  describe('two servers on one PostgreSQL and one bucket', () => {
    let postgres: PostgresServer;
    let store: ObjectStore;
    let one: TestServer;
    let two: TestServer;

    beforeAll(async () => {
      [postgres, store] = await Promise.all([startPostgres(programs), startObjectStore()]);
      const options = { env: await store.bucket('shared'), openDatabase: () => openPostgres(postgres.url, log) };
      one = await startTestServer(options);
      two = await startTestServer({ ...options, after: one });
    }, 120_000);
    afterEach(() => one.sandbox.faults.clear());
    afterAll(async () => {
      await two.stop();
      await one.close();
      await Promise.all([postgres.stop(), store.stop()]);
    });

    const video = (id: string, server = two) => server.client('alice').videos.get(id);
    const inState = (id: string, state: string) =>
      until(`the state ${state}`, async () => (await video(id)).state === state, { timeoutMs: 60_000 });
    const media = (server: TestServer, id: string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}/media/${id}`, { headers, redirect: 'manual' });
    const keys = async () =>
      ((await store.client.listObjectsV2({ Bucket: 'shared' })).Contents ?? []).map(({ Key = '' }) => Key);

    it('an upload that began at one ends at the other, plays from both, and reaches PeerTube once', async () => {
      one.sandbox.faults.set({ down: true });
      const bytes = large();
      const cut = 6_000_000;
      const created = await one.tus('alice').create({ bytes, metadata: { name: 'on two servers' } });
      const location = created.headers.get('location') ?? '';
      const id = location.split('/').at(-1) ?? '';
      const first = await one.tus('alice').patch(location, 0, bytes.subarray(0, cut));
      expect(first.headers.get('upload-offset')).toBe(String(cut));
      expect((await two.tus('alice').head(location)).headers.get('upload-offset')).toBe(String(cut));
      expect((await two.tus('alice').patch(location, cut, bytes.subarray(cut))).status).toBe(204);
      await inState(id, 'local');
      for (const server of [one, two]) {
        const part = await media(server, id, { range: 'bytes=8388600-8388699' });
        expect([part.status, part.headers.get('content-range')]).toEqual([
          206,
          `bytes 8388600-8388699/${bytes.length}`,
        ]);
        expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(8_388_600, 8_388_700))).toBe(true);
        const beyond = await media(server, id, { range: `bytes=${bytes.length}-` });
        expect([beyond.status, await beyond.json()]).toEqual([416, expect.objectContaining({ status: 416 })]);
      }
      one.sandbox.faults.clear();
      await inState(id, 'published');
      const remote = one.sandbox.videos().filter(({ name }) => name === 'on two servers');
      expect(remote).toHaveLength(1);
      expect(await one.sandbox.sha256Of(remote[0]?.uuid ?? '')).toBe(sha256(bytes));
      await until('the bucket to be empty', async () => (await keys()).length === 0);
      const uploads = await store.client.listMultipartUploads({ Bucket: 'shared' });
      expect(uploads.Uploads ?? []).toEqual([]);
    });

    it('what changes at one is true at the other', async () => {
      one.sandbox.faults.set({ down: true });
      const id = await one.tus('alice').send({ bytes: sampleMp4(2000), metadata: { name: 'soon private' } });
      await inState(id, 'local');
      expect((await media(two, id)).status).toBe(200);
      const names = async (server: TestServer) =>
        (await server.client('stranger').videos.list()).data.map(({ name }) => name);
      expect(await names(two)).toContain('soon private');
      await one.client('alice').videos.update(id, { privacy: 'private' });
      expect((await media(one, id)).status).toBe(401);
      expect(await names(one)).not.toContain('soon private');
      await until('the other server to know', async () => (await media(two, id)).status === 401, { timeoutMs: 2000 });
      expect(await names(two)).not.toContain('soon private');
      await two.client('alice').videos.delete(id);
      await until('the file to go', async () => (await keys()).length === 0);
    });

    it('a key that is announced at both at once makes one video', async () => {
      const file = { bytes: sampleMp4(2000), metadata: { name: 'announced twice' }, key: 'one-key' };
      const answers = await Promise.all([one, two, one, two].map((server) => server.tus('alice').create(file)));
      const locations = new Set(answers.map((answer) => answer.headers.get('location')));
      expect(locations.size).toBe(1);
      await two.tus('alice').patch([...locations][0] ?? '', 0, file.bytes);
      await until(
        'one video at PeerTube',
        () => one.sandbox.videos().filter(({ name }) => name === 'announced twice').length === 1,
      );
    });
  });
}
