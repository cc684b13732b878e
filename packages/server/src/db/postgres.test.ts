import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log.js';
import { findPostgres, type PostgresServer, servePglite, startPostgres } from '../test-support/postgres.js';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { pushMigrations, rollbackMigrations } from './migrate.js';
import { openPostgres } from './postgres.js';

const log = createLog({ level: 'silent' });
const programs = await findPostgres();
/** Where none can be installed, PGlite answers in its place: all connections are one session there, one transaction at a time. */
const engine: [string, () => Promise<PostgresServer>] =
  programs === undefined ? ['PGlite over the wire', servePglite] : ['PostgreSQL', () => startPostgres(programs)];

describe.each([engine])('a server on DATABASE_URL (%s)', (_name, start) => {
  let postgres: PostgresServer;
  let server: TestServer;
  beforeAll(async () => {
    postgres = await start();
    server = await startTestServer({ openDatabase: () => openPostgres(postgres.url, log) });
  });
  afterAll(async () => {
    await server.close();
    await postgres.stop();
  });
  const video = (id: string) => server.client('alice').videos.get(id);
  const inState = (id: string, state: string) =>
    until(`the state ${state}`, async () => (await video(id)).state === state);

  it('stores, publishes once, and frees the disk', async () => {
    const bytes = sampleMp4();
    const id = await server.tus('alice').send({ bytes, metadata: { name: 'on postgres', tags: ['one', 'two'] } });
    await inState(id, 'published');
    const remote = server.sandbox.videos().filter(({ name }) => name === 'on postgres');
    expect(remote).toHaveLength(1);
    expect(await server.sandbox.sha256Of(remote[0]?.uuid ?? '')).toBe(sha256(bytes));
    await until('the file to go', async () => (await server.services.files.size(id)) === undefined);
  });

  it('keeps what PeerTube does not take, and brings it over by itself', async () => {
    server.sandbox.faults.set({ down: true });
    const ids = await Promise.all(
      ['one', 'two', 'three'].map((name) => server.tus('alice').send({ bytes: sampleMp4(), metadata: { name } })),
    );
    for (const id of ids) await inState(id, 'local');
    server.sandbox.faults.clear();
    for (const id of ids) await inState(id, 'published');
    expect(server.sandbox.videos()).toHaveLength(4);
  });

  it('gives one video for a key that is announced many times at once', async () => {
    const file = { bytes: sampleMp4(), metadata: { name: 'announced' }, key: 'one-key' };
    const times = programs === undefined ? [1] : [1, 2, 3, 4];
    const answers = await Promise.all(times.map(() => server.tus('alice').create(file)));
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
  });

  it('undoes a script that fails in the middle, and keeps the connection', async () => {
    const { database } = server.services;
    await expect(database.script('CREATE TABLE half_made (id int); SELECT 1 / 0;')).rejects.toThrow();
    const result = await database.db.execute(sql`SELECT to_regclass('half_made') AS found`);
    expect((result as unknown as { rows: unknown[] }).rows).toEqual([{ found: null }]);
  });

  it('migrates down and up again (promise 71)', async () => {
    const { database } = server.services;
    expect(await pushMigrations(database)).toEqual([]);
    const [newest] = await rollbackMigrations(database);
    expect(newest).toMatch(/^\d{4}-/);
    expect(await pushMigrations(database)).toEqual([newest]);
  });
});

describe('openPostgres()', () => {
  it('fails with the reason when nobody listens there', async () => {
    await expect(openPostgres('postgres://nobody@127.0.0.1:9/none', log)).rejects.toThrow(/ECONNREFUSED/);
  });
});
