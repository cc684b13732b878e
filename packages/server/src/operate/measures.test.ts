import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CircuitState } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { sql, TransactionRollbackError } from 'drizzle-orm';
import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { queueDepths, registerMeasures } from './measures.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const scrape = async () => (await fetch(`${server.url}/metrics`, { headers: server.as('admin') })).text();

/** The value of one line; `undefined` when there is none. */
function reading(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split('\n')
    .find(
      (candidate) =>
        candidate.startsWith(name) &&
        /[ {]/.test(candidate.charAt(name.length)) &&
        Object.entries(labels).every(([label, value]) => candidate.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

const upload = (name: string) =>
  server.client('alice').uploads.upload(new File([sampleMp4(5000)], `${name}.mp4`), { name }).done;
const published = (id: string) =>
  until('the publication', async () => (await server.client('alice').videos.get(id)).state === 'published');

describe('/metrics', () => {
  it('success rate, fallbacks, bytes held and their age move after 3 that go well and 1 that fails (promise 44, promise 45)', async () => {
    const before = await scrape();
    expect(reading(before, 'piyakast_publish_success_ratio')).toBeUndefined();
    for (const name of ['one', 'two', 'three']) await published((await upload(name)).id);
    const well = await scrape();
    expect(reading(well, 'piyakast_publish_success_ratio', { instance: server.sandbox.url })).toBe(1);
    expect(reading(well, 'piyakast_publishes_total', { result: 'ok' })).toBe(3);
    expect(reading(well, 'piyakast_publish_seconds_count')).toBe(3);
    expect(reading(well, 'piyakast_waiting_bytes')).toBe(0);

    server.sandbox.faults.set({ quotaReached: true });
    const { id } = await upload('four');
    await until('the refusal', async () => (await server.client('alice').videos.get(id)).state === 'local');
    const text = await scrape();
    expect(reading(text, 'piyakast_publish_success_ratio')).toBe(0.75);
    expect(reading(text, 'piyakast_publishes_total', { result: 'failed', reason: 'upload/quota-exceeded' })).toBe(1);
    expect(reading(text, 'piyakast_fallbacks_total', { reason: 'upload/quota-exceeded' })).toBe(1);
    const held =
      (reading(text, 'piyakast_waiting_bytes') ?? 0) + 5000 * (reading(text, 'piyakast_refused_videos') ?? 0);
    expect(held).toBe(5000);
    server.sandbox.faults.clear();
    await server.client('alice').videos.retry(id);
    await published(id);
  });

  it('the age of the oldest grows while PeerTube is away, and what waits is counted', async () => {
    server.sandbox.faults.set({ down: true });
    await upload('five');
    await until('half a second of waiting', async () => {
      const text = await scrape();
      return (
        reading(text, 'piyakast_waiting_videos') === 1 &&
        (reading(text, 'piyakast_waiting_oldest_seconds') ?? 0) > 0.5 &&
        reading(text, 'piyakast_peertube_up') === 0
      );
    });
    const text = await scrape();
    expect(reading(text, 'piyakast_waiting_bytes')).toBe(5000);
    expect(reading(text, 'piyakast_fallbacks_total', { reason: 'network/unreachable' })).toBeGreaterThan(0);
    server.sandbox.faults.clear();
    await until('the return', async () => reading(await scrape(), 'piyakast_waiting_videos') === 0);
    await until('the news', async () => reading(await scrape(), 'piyakast_peertube_up') === 1);
  });

  it('queue and breaker move', async () => {
    const { db } = server.services.database;
    const registry = new Registry();
    const counter = (name: string) => new Counter({ name, help: name, registers: [registry], labelNames: ['result'] });
    let circuit: CircuitState = 'closed';
    registerMeasures({
      ...{ registry, db, knownReads: counter('reads'), publishes: counter('publishes') as never },
      gateways: [{ url: 'https://video.example', vitals: () => ({ circuit, cacheHitRatio: 0.5 }) }],
    });
    const before = await registry.metrics();
    expect(reading(before, 'piyakast_breaker_open')).toBe(0);
    expect(reading(before, 'piyakast_queue_depth', { queue: 'lives' })).toBe(0);
    circuit = 'open';
    // Due for a look, in a transaction that no worker sees.
    await db
      .transaction(async (transaction) => {
        await transaction.execute(sql`
          INSERT INTO videos (id, owner_id, name, privacy, filename, media_type, size_bytes, state, next_attempt_at)
          VALUES (gen_random_uuid(), 'alice', 'due', 'public', 'a.mp4', 'video/mp4', 1, 'stored', now())`);
        expect(await queueDepths(transaction)).toEqual({ publish: 1, lives: 0 });
        transaction.rollback();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TransactionRollbackError)) throw error;
      });
    expect(reading(await registry.metrics(), 'piyakast_breaker_open')).toBe(1);
  });

  it('time to first frame is measured for every session of a live (promise 46)', async () => {
    const client = server.client('alice');
    const { id, uuid } = await client.streams.create({ name: 'often', permanentLive: true });
    expect(reading(await scrape(), 'piyakast_streams_total', { result: 'ok' })).toBe(1);
    for (const session of [1, 2]) {
      server.sandbox.fake.goLive(uuid, { instant: true });
      await until('on air', async () => (await client.streams.get(id)).state === 'live');
      const text = await scrape();
      expect(reading(text, 'piyakast_stream_first_frame_seconds_count')).toBe(session);
      server.sandbox.fake.endLive(uuid, { instant: true });
      await until('off air', async () => (await client.streams.get(id)).state !== 'live');
    }
    expect(reading(await scrape(), 'piyakast_stream_first_frame_seconds_sum')).toBeGreaterThanOrEqual(0);
  });

  it('the hit ratio of both caches moves (promise 55, promise 81)', async () => {
    for (let time = 0; time < 20; time++) await fetch(`${server.url}/api/v1/status`);
    const text = await scrape();
    expect(reading(text, 'piyakast_cache_hit_ratio', { cache: 'known' })).toBeGreaterThan(0);
    expect(reading(text, 'piyakast_cache_hit_ratio', { cache: 'peertube' })).toBeGreaterThan(0);
  });

  it('every metric of the dashboard exists', async () => {
    const path = join(import.meta.dirname, '..', '..', 'deploy', 'grafana-dashboard.json');
    const dashboard = await readFile(path, 'utf8');
    const used = new Set(dashboard.match(/piyakast_\w+/g));
    const text = await scrape();
    const known = new Set(text.match(/^# TYPE \S+/gm)?.map((line) => line.slice('# TYPE '.length)));
    const base = (name: string) => (known.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ''));
    expect([...used].filter((name) => !known.has(base(name)))).toEqual([]);
    expect(used.size).toBeGreaterThan(10);
    const own = [...known].filter((name) => name.startsWith('piyakast_'));
    expect(own.filter((name) => ![...used].some((one) => base(one) === name))).toEqual([]);
  });
});

describe('GET /api/v1/status', () => {
  it('answers within 50 ms for 95 of 100 while PeerTube hangs (promise 42)', async () => {
    server.sandbox.faults.set({ hang: true });
    try {
      void upload('six').catch(() => undefined);
      const times: number[] = [];
      for (let time = 0; time < 100; time++) {
        const startMs = performance.now();
        expect((await fetch(`${server.url}/api/v1/status`)).status).toBe(200);
        times.push(performance.now() - startMs);
      }
      times.sort((a, b) => a - b);
      expect(times[94]).toBeLessThan(50);
    } finally {
      server.sandbox.faults.clear();
    }
  });
});
