import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { MAX_WHOLE_SENDS } from './decide.js';

/** What PeerTube makes no video of must not stand in the way of what it does. */
describe.each(['6.3.0', '8.2.1'] as const)('files that break a PeerTube %s', (version) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ sandbox: { version }, env: { PUBLISH_CONCURRENCY: '2' } });
    server.sandbox.faults.set({ brokenFiles: 'broken' });
  });
  afterAll(() => server.close());

  const get = (id: string) => server.client('alice').videos.get(id);
  const send = (name: string, filename: string) =>
    server.tus('alice').send({ bytes: sampleMp4(), metadata: { name }, filename });
  const execute = (query: ReturnType<typeof sql>) => server.services.database.db.execute(query);
  const row = async (id: string) => {
    const result = await execute(sql`SELECT step, whole_sends, next_attempt_at FROM videos WHERE id = ${id}`);
    return (result as unknown as { rows: Record<string, unknown>[] }).rows[0] ?? {};
  };
  /** The pauses between attempts are minutes; what comes after them is what is tested. */
  const skipPauses = () => execute(sql`UPDATE videos SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL`);
  /** Whole files that PeerTube had and failed on. */
  const failures = () => server.sandbox.fake.log.since(0).filter(({ status }) => status === 500).length;

  it('leave both slots to the others, are sent whole a few times at most, and are then refused with the reason', async () => {
    const broken = [await send('one of two', 'broken-1.mp4'), await send('two of two', 'broken-2.mp4')];
    const asked = async (id: string) => ['confirm', 'send'].includes(String((await row(id)).step));
    await until('both to be begun', async () => (await Promise.all(broken.map(asked))).every(Boolean));

    const good = await send('the good one', 'good.mp4');
    await until('the good one', async () => (await get(good)).state === 'published', { timeoutMs: 30_000 });
    expect((await server.client('stranger').status.get()).peertube[0]?.state).toBe('up');

    for (const id of broken) {
      const refused = await until(
        'the refusal',
        async () => {
          await skipPauses();
          // PeerTube 6.3 says for an hour that it is at work.
          await execute(sql`UPDATE videos SET step_since = step_since - interval '20 minutes' WHERE step = 'confirm'`);
          const video = await get(id);
          return video.problem?.final && video;
        },
        { timeoutMs: 60_000 },
      );
      expect(refused).toMatchObject({
        state: 'local',
        problem: { code: 'upload/rejected', final: true, retryAt: null },
      });
    }
    expect(failures()).toBeGreaterThanOrEqual(2);
    expect(failures()).toBeLessThanOrEqual(2 * MAX_WHOLE_SENDS);
    const status = await server.client('stranger').status.get();
    expect(status).toMatchObject({ waiting: { videos: 0 }, refused: { videos: 2 } });
    const readiness = await fetch(`${server.url}/readyz`);
    expect([readiness.status, await readiness.json()]).toMatchObject([200, { checks: { publishing: 'refused' } }]);

    // What was in the way is gone: the owner asks again.
    server.sandbox.faults.clear();
    const [first = ''] = broken;
    server.sandbox.fake.uploads.clear();
    expect((await server.client('alice').videos.retry(first)).problem).toMatchObject({ final: false });
    await until('the retry', async () => (await get(first)).state === 'published', { timeoutMs: 30_000 });
  }, 180_000);
});
