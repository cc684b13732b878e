import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@piyakast/sdk';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMemoryDatabase } from '../db/pglite.js';
import { emptyDatabase } from '../test-support/database-template.js';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import type { MigrationItem } from './item.js';
import { type MigrateOptions, migrate } from './migrate.js';
import { parseCsv } from './parse-csv.js';
import { openReport } from './report.js';
import { csvItems, folderItems, tableItems } from './sources.js';

vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let folder: string;
let run = 0;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'piyakast-migration-'));
});
beforeEach(() => void run++);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function makeFile(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, sampleMp4(2000));
  return path;
}

async function bring(items: MigrationItem[], change: Partial<MigrateOptions> = {}) {
  const report = change.report ?? (await openReport(join(folder, `report-${run}.jsonl`)));
  const summary = await migrate(items, {
    clientOf: () => server.client('owner'),
    clock: systemClock,
    until: 'published',
    concurrency: 4,
    maxWaiting: 8,
    perMinute: 100_000,
    dryRun: false,
    deleteSource: false,
    durationOf: async () => undefined,
    onOutcome: () => undefined,
    ...change,
    report,
  });
  return { summary, outcomes: [...report.known.values()] };
}

const videosNamed = async (text: string) =>
  (await server.client('owner').videos.list({ search: text, count: 100 })).data;

describe('parseCsv()', () => {
  it('reads quotes, line breaks in them, and a byte order mark', () => {
    const text = '\uFEFFFile,Name\r\na.mp4,"He said ""hi"", twice"\n"b, c.mp4","two\nlines"\n\nd.mp4,\n';
    expect(parseCsv(text)).toEqual([
      { file: 'a.mp4', name: 'He said "hi", twice' },
      { file: 'b, c.mp4', name: 'two\nlines' },
      { file: 'd.mp4', name: '' },
    ]);
    expect(() => parseCsv('file\n"a')).toThrow('line 2');
  });
});

describe('migrate()', () => {
  it('brings in a folder, verified, and keeps its files (promise 72, promise 69)', async () => {
    for (const name of ['one/Holiday one.mp4', 'one/Holiday two.mp4', 'one/notes.txt']) await makeFile(name);
    const { summary, outcomes } = await bring(await folderItems(join(folder, 'one')), {
      // As PeerTube says of the samples.
      durationOf: async () => (await videosNamed('Holiday'))[0]?.duration ?? undefined,
    });
    expect(summary).toMatchObject({ total: 2, published: 2, failed: 0, mismatched: 0 });
    expect(outcomes.map(({ status, sizeBytes }) => [status, sizeBytes])).toEqual([
      ['published', 2000],
      ['published', 2000],
    ]);
    expect(await readdir(join(folder, 'one'))).toHaveLength(3);
    expect((await videosNamed('Holiday')).map(({ name, privacy }) => `${name}: ${privacy}`).sort()).toEqual([
      'Holiday one: private',
      'Holiday two: private',
    ]);
  });

  it('a second run finds everything done, also when the report is lost: no video comes twice (promise 73)', async () => {
    await makeFile('two/Again.mp4');
    const items = await folderItems(join(folder, 'two'));
    const first = await bring(items);
    const again = await bring(items);
    expect(again.summary).toMatchObject({ published: 0, before: 1 });
    const lost = await bring(items, { report: await openReport(join(folder, 'another-report.jsonl')) });
    expect(lost.summary).toMatchObject({ published: 1, before: 0 });
    expect(lost.outcomes[0]?.id).toBe(first.outcomes[0]?.id);
    expect(await videosNamed('Again')).toHaveLength(1);
  });

  it('says what differs from its source, and deletes what is verified only when asked', async () => {
    await writeFile(
      join(folder, 'list.csv'),
      'file,name,category,tags,privacy,duration\n' +
        'c/right.mp4,CSV right,K-Pop,"dance,live",public,\nc/wrong.mp4,CSV wrong,,,unlisted,4000\nc/none.mp4,CSV none,,,,\n',
    );
    const right = await makeFile('c/right.mp4');
    const wrong = await makeFile('c/wrong.mp4');
    const { summary, outcomes } = await bring(await csvItems(join(folder, 'list.csv')), { deleteSource: true });
    expect(summary).toMatchObject({ published: 2, failed: 1, mismatched: 1 });
    expect(outcomes.find(({ source }) => source === 'csv:c/none.mp4')?.problem).toContain('ENOENT');
    expect(outcomes.find(({ source }) => source === 'csv:c/wrong.mp4')).toMatchObject({ verified: false });
    // The length of the first is not known, so it counts as unverified too.
    await Promise.all([access(right), access(wrong)]);
    const [video] = await videosNamed('CSV right');
    expect(video).toMatchObject({ category: 'K-Pop', tags: ['dance', 'live'], privacy: 'public' });
    const seconds = video?.duration ?? 0;
    const verified = await bring(await csvItems(join(folder, 'list.csv')), {
      report: await openReport(join(folder, 'delete.jsonl')),
      deleteSource: true,
      durationOf: async () => seconds,
    });
    expect(verified.outcomes.find(({ source }) => source === 'csv:c/right.mp4')).toMatchObject({ removed: true });
    await expect(access(right)).rejects.toMatchObject({ code: 'ENOENT' });
    await access(wrong);
  });

  it('a dry run changes nothing', async () => {
    await makeFile('dry/Dry run.mp4');
    const { summary, outcomes } = await bring(await folderItems(join(folder, 'dry')), { dryRun: true });
    expect(summary).toMatchObject({ planned: 1, published: 0 });
    expect(outcomes).toEqual([]);
    expect(await videosNamed('Dry run')).toEqual([]);
  });

  it('begins no more files in a minute than allowed', async () => {
    const sleeps: number[] = [];
    let now = 0;
    const clock = {
      ...systemClock,
      now: () => now,
      async sleep(ms: number) {
        sleeps.push(ms);
        now += ms;
      },
    };
    const items = [1, 2, 3].map(
      (id): MigrationItem => ({
        ...{ source: `none:${id}`, path: '/none', metadata: { name: 'None' }, refusal: 'none' },
      }),
    );
    await bring(items, { clock, perMinute: 6, maxWaiting: 1 });
    expect(sleeps).toEqual([0, 10_000, 10_000]);
  });
});

describe('the tables of an older site (promise 67)', () => {
  it('rows without PeerTube columns come in with their owners, and play', async () => {
    await makeFile('uploads/old-1.mp4');
    await makeFile('uploads/old-2.mp4');
    const older = await openMemoryDatabase(await emptyDatabase());
    await older.script(`
      CREATE TABLE videos (id serial PRIMARY KEY, title text NOT NULL, description text, video_url text, category text,
        user_id integer, duration integer, is_public boolean, created_at timestamp DEFAULT now());
      INSERT INTO videos (title, description, video_url, category, user_id, is_public) VALUES
        ('Old first', 'An old one', '/uploads/old-1.mp4', 'k-food', 7, true),
        ('Old second', '', 'uploads/old-2.mp4', 'Cats', 8, false),
        ('Old escape', '', '../../etc/passwd', NULL, 8, true);`);
    const result = await older.db.execute(sql`SELECT * FROM videos ORDER BY id`);
    await older.close();
    const items = tableItems((result as unknown as { rows: Record<string, unknown>[] }).rows, folder);
    expect(items.map(({ owner }) => owner)).toEqual(['7', '8', '8']);
    const { summary, outcomes } = await bring(items, { until: 'stored' });
    expect(summary).toMatchObject({ stored: 2, failed: 1 });
    expect(outcomes.find(({ status }) => status === 'failed')?.problem).toContain('not below the folder');
    const [video] = await videosNamed('Old first');
    expect(video).toMatchObject({ category: 'K-Food', privacy: 'public', description: 'An old one' });
    const source = video?.sources.find((candidate) => candidate.kind === 'file');
    // Published meanwhile: then PeerTube plays it.
    if (source?.kind === 'file') {
      const answer = await fetch(source.url);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(await readFile(join(folder, 'uploads/old-1.mp4')));
    } else expect(video?.sources[0]).toMatchObject({ kind: 'peertube' });
  });

  it('what is at PeerTube already is left out', () => {
    const rows = [
      { id: 1, title: 'There', file_path: 'a.mp4', peertube_uuid: 'f0f0' },
      { id: 2, title: 'Here', file_path: 'b.mp4', peertube_uuid: null },
    ];
    expect(tableItems(rows, '/videos').map(({ source }) => source)).toEqual(['table:2']);
  });
});
