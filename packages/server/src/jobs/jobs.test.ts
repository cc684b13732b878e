import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/database.js';
import { openMemoryDatabase } from '../db/pglite.js';
import { createLog } from '../log.js';
import { emptyDatabase } from '../test-support/database-template.js';
import { runCommand } from '../test-support/run-command.js';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { type BackgroundJob, createBackground } from './background.js';
import { createBoss } from './boss.js';

const log = createLog({ level: 'silent' });

describe('piyakast jobs (promise 79)', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  const run = (...args: string[]) => runCommand(server, 'jobs', ...args);

  it('lists what waits and why, cancels it, and retries what is dead', async () => {
    await server.sandbox.stop();
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'waits for its turn' } });
    const state = async () => (await server.client('alice').videos.get(id)).state;
    await until('the fallback', async () => (await state()) === 'local');
    const listed = await run('list');
    expect(listed).toMatchObject({ code: 0, text: expect.stringContaining(`waiting  publish            ${id}`) });
    expect(listed.text).toContain('waits for its turn');
    expect(listed.text).toContain('network/');

    expect(await run('cancel', id)).toEqual({ code: 0, text: `${id}  cancelled` });
    const dead = JSON.parse((await run('list', '--dead', '--json')).text) as unknown;
    expect(dead).toMatchObject([{ id, state: 'dead', nextAt: null, problem: { code: 'upload/rejected' } }]);
    await server.sandbox.start();
    await until('PeerTube to be seen again', async () => (await server.client('alice').status.get()).status === 'ok');
    expect(await state()).toBe('local');

    expect((await run('retry', '--dead')).text).toContain(id);
    await until('the publication', async () => (await state()) === 'published');
    expect((await run('list', '--dead')).text).toBe('There are no jobs.');
    expect(await run('cancel', id)).toMatchObject({ code: 1, text: expect.stringContaining('no such job') });
  });

  it('is for administrators', async () => {
    const statuses = (['stranger', 'alice', 'admin', 'owner'] as const).map(async (who) => {
      return (await fetch(`${server.url}/api/v1/jobs`, { headers: server.as(who) })).status;
    });
    expect(await Promise.all(statuses)).toEqual([401, 403, 200, 200]);
  });
});

describe('createBackground()', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openMemoryDatabase(await emptyDatabase());
  });
  afterAll(() => database.close());

  const start = async (run: BackgroundJob['run']) => {
    const boss = createBoss(database, log);
    const patience = { retryLimit: 1, retryDelay: 0 };
    const jobs = [{ queue: 'work', workers: 1, patience, run }];
    const background = createBackground({ boss, jobs, isAlone: true, log, pollSeconds: 0.5 });
    await boss.start();
    await background.start();
    const stop = async () => {
      background.stop();
      await boss.stop({ graceful: true, timeout: 1000 });
    };
    return { boss, background, stop };
  };

  it('buries a job whose retries are used up, with the reason, and runs it again when it is asked to', async () => {
    let runs = 0;
    let works = false;
    const { background, stop } = await start(async () => {
      runs++;
      if (!works) throw new Error('no ffmpeg today');
    });
    await background.send('work', { videoId: 'a video' }, { key: 'a video' });
    const [dead] = await until('the dead job', async () => {
      const all = await background.list();
      return all[0]?.state === 'dead' && all;
    });
    expect(dead).toMatchObject({ queue: 'work', failures: 2, reason: 'no ffmpeg today', nextAt: null });
    expect(runs).toBe(2);
    works = true;
    expect(await background.retry(dead?.id ?? '')).toBe(true);
    await until('no job', async () => (await background.list()).length === 0);
    expect(runs).toBe(3);
    await stop();
  });

  it('keeps one job of a key, and runs what a dead server had in hand', async () => {
    let taken = 0;
    const first = await start(async (_data, signal) => {
      taken++;
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await first.background.send('work', {}, { key: 'one' });
    await until('the job to be taken', () => taken === 1);
    await first.background.send('work', {}, { key: 'one' });
    expect(await first.background.list()).toMatchObject([{ state: 'running' }]);
    // As after a kill: the job stays marked as running.
    const second = await start(async () => void taken++);
    await until('the job to be done', async () => (await second.background.list()).length === 0);
    expect(taken).toBe(2);
    await first.stop();
    await second.stop();
  });
});
