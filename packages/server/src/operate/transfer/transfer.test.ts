import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createSecretBox } from '../../crypto/secret-box.js';
import { pushMigrations } from '../../db/migrate.js';
import { openMemoryDatabase } from '../../db/pglite.js';
import { createFolderStorage } from '../../files/folder.js';
import { emptyDatabase } from '../../test-support/database-template.js';
import { sampleMp4 } from '../../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../../test-support/test-server.js';
import { listTables, query } from './tables.js';
import { exportAll, importAll, type TransferResult } from './transfer.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'piyakast-export-'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function emptyServer() {
  const database = await openMemoryDatabase(await emptyDatabase());
  await pushMigrations(database);
  const files = await createFolderStorage(await mkdtemp(join(folder, 'files-')));
  return { database, files, box: createSecretBox(server.secret) };
}

const everything = async (database: TestServer['services']['database']) => {
  const tables: Record<string, string[]> = {};
  for (const table of await listTables(database.db)) {
    const rows = await query<{ row: string }>(
      database.db,
      sql`SELECT to_jsonb(t)::text AS row FROM ${sql.identifier(table)} t ORDER BY 1`,
    );
    tables[table] = rows.map(({ row }) => row);
  }
  return tables;
};

it('export, wipe, import: every row, every file and every secret is as before (promise 70)', async () => {
  const client = server.client('alice');
  const stream = await client.streams.create({ name: 'A live', privacy: 'unlisted' });
  const key = await client.streams.credentials(stream.id);
  await server.sandbox.stop();
  const bytes = sampleMp4(4321);
  const options = {
    name: '“Waiting” — 기다림',
    tags: ['a b', 'cd'],
    privacy: 'password' as const,
    videoPasswords: ['open sesame'],
  };
  const video = await client.uploads.upload(new File([bytes], 'a file.mp4'), options).done;

  // Attempts to publish continue meanwhile, so an export between two of them is taken.
  const { database, files } = server.services;
  const source = { database, files, box: createSecretBox(server.secret) };
  let target = '';
  let done: TransferResult | undefined;
  let before: Awaited<ReturnType<typeof everything>> = {};
  await until('an export between two attempts', async () => {
    before = await everything(database);
    target = join(folder, crypto.randomUUID());
    done = await exportAll(source, target);
    return JSON.stringify(before) === JSON.stringify(await everything(database));
  });
  expect(done).toMatchObject({ rows: { videos: 1, streams: 1 }, files: 1 });
  expect((await stat(join(target, 'data.jsonl'))).mode & 0o077).toBe(0);
  const text = await readFile(join(target, 'data.jsonl'), 'utf8');
  expect(text).not.toContain(key.streamKey);
  expect(text).not.toContain('open sesame');

  const empty = await emptyServer();
  await importAll(empty, target);
  expect(await everything(empty.database)).toEqual(before);
  expect(await readFile(empty.files.path(video.id))).toEqual(bytes);
  // What comes next continues the numbers.
  const [next] = await query<{ value: string }>(empty.database.db, sql`SELECT nextval('revisions')::text AS value`);
  const [last] = await query<{ value: string }>(
    empty.database.db,
    sql`SELECT max(revision)::text AS value FROM videos`,
  );
  expect(Number(next?.value)).toBeGreaterThan(Number(last?.value));

  await expect(importAll(empty, target)).rejects.toThrow('has rows; import into an empty database');
  await expect(exportAll(source, target)).rejects.toMatchObject({ code: 'EEXIST' });
  const other = await emptyServer();
  await expect(importAll({ ...other, box: createSecretBox('x'.repeat(40)) }, target)).rejects.toThrow('SERVER_SECRET');
  expect(await everything(other.database)).toMatchObject({ videos: [], streams: [] });
  await Promise.all([empty.database.close(), other.database.close()]);
});
