import { sql } from 'drizzle-orm';
import { type Counter, Gauge, type Registry } from 'prom-client';
import type { Db } from '../db/database.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';

export interface MeasureSources {
  registry: Registry;
  db: Db;
  gateways: readonly Pick<PeerTubeGateway, 'url' | 'vitals'>[];
  publishes: Counter<'instance' | 'result' | 'reason'>;
  knownReads: Counter<'result'>;
}

/** How far a breaker keeps requests back. */
const BREAKER = { closed: 0, 'half-open': 0.5, open: 1 } as const;

/** Gauges that are worked out when they are read, from what is counted and known elsewhere. */
export function registerMeasures({ registry, db, gateways, publishes, knownReads }: MeasureSources): void {
  const registers = [registry];
  new Gauge({
    name: 'piyakast_publish_success_ratio',
    help: 'Share of the attempts to publish that succeeded, 0 to 1, since the start of this server',
    labelNames: ['instance'],
    registers,
    async collect() {
      const { values } = await publishes.get();
      this.reset();
      for (const name of new Set(values.map(({ labels }) => String(labels.instance)))) {
        const own = values.filter(({ labels }) => labels.instance === name);
        const all = own.reduce((sum, { value }) => sum + value, 0);
        const ok = own.filter(({ labels }) => labels.result === 'ok').reduce((sum, { value }) => sum + value, 0);
        if (all > 0) this.set({ instance: name }, ok / all);
      }
    },
  });
  new Gauge({
    name: 'piyakast_queue_depth',
    help: 'What is due now and has no worker: videos to publish, lives to look at',
    labelNames: ['queue'],
    registers,
    async collect() {
      const { publish, lives } = await queueDepths(db);
      this.set({ queue: 'publish' }, publish);
      this.set({ queue: 'lives' }, lives);
    },
  });
  new Gauge({
    name: 'piyakast_breaker_open',
    help: 'Whether requests to the instance are kept back: 0 no, 0.5 one is tried, 1 yes',
    labelNames: ['instance'],
    registers,
    collect() {
      for (const { url, vitals } of gateways) this.set({ instance: url }, BREAKER[vitals().circuit]);
    },
  });
  new Gauge({
    name: 'piyakast_cache_hit_ratio',
    help: 'Share of reads that needed no question: of the database (known), of PeerTube (peertube)',
    labelNames: ['cache'],
    registers,
    async collect() {
      const { values } = await knownReads.get();
      const of = (result: string) => values.find(({ labels }) => labels.result === result)?.value ?? 0;
      const reads = of('hit') + of('miss');
      this.set({ cache: 'known' }, reads === 0 ? 0 : of('hit') / reads);
      const ratios = gateways.map(({ vitals }) => vitals().cacheHitRatio);
      this.set({ cache: 'peertube' }, ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, ratios.length));
    },
  });
}

/** Due now, and held by no worker that lives. */
export async function queueDepths(db: Db): Promise<{ publish: number; lives: number }> {
  const result = await db.execute(sql`
    SELECT (SELECT count(*)::int FROM videos WHERE next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
        AND (deleted_at IS NOT NULL OR state IN ('stored', 'publishing', 'local'))) AS publish,
      (SELECT count(*)::int FROM streams WHERE next_check_at <= now()) AS lives`);
  const [row] = (result as unknown as { rows: { publish: number; lives: number }[] }).rows;
  return row ?? { publish: 0, lives: 0 };
}
