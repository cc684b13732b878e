#!/usr/bin/env node
/**
 * What pg-boss's own retries would cost the way of a video to PeerTube, beside the due time in its row.
 *
 *   DATABASE_URL=postgres://… node packages/server/bench/job-queue.mjs
 *
 * The figures in docs/decisions/rows-say-what-is-due.md come from here. The database must be empty; its tables stay.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';

const url = process.env.DATABASE_URL ?? '';
const WAITING = 2000;
const pool = new pg.Pool({ connectionString: url });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const timed = async (task) => {
  const began = performance.now();
  await task();
  return `${Math.round(performance.now() - began)} ms`;
};

if (process.argv[2] === 'hold') await holdAJob();
else await main();

/** The process that is killed: takes one job and never ends it. */
async function holdAJob() {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  await boss.start();
  await boss.work(process.argv[3], async () => {
    console.log('taken');
    await sleep(3_600_000);
  });
}

async function main() {
  await pool.query(`CREATE TABLE rows (id uuid PRIMARY KEY, next_attempt_at timestamptz, note text);
    CREATE INDEX ON rows (next_attempt_at) WHERE next_attempt_at IS NOT NULL`);
  const often = { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 };
  console.log('a killed worker is noticed, heartbeat 10 s, default supervision:', await takeover({}, 'dies'));
  console.log(
    'a killed worker is noticed, heartbeat 10 s, supervised each second:',
    await takeover(often, 'dies-soon'),
  );
  console.log('a killed worker is noticed, 30 s hold in the row, sweep each second: 30 to 31 s by its definition');
  await endDelays();
  await statementsAtRest();
  await pool.end();
}

async function takeover(options, queue) {
  const boss = new PgBoss({ connectionString: url, schedule: false, ...options });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(queue, { heartbeatSeconds: 10, retryLimit: 5, expireInSeconds: 23 * 3600 });
  await boss.send(queue, {});
  const child = spawn(process.execPath, [import.meta.filename, 'hold', queue], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  const again = timed(() => new Promise((resolve) => void boss.work(queue, async () => resolve())));
  const after = await again;
  await boss.stop({ graceful: false });
  return after;
}

/** PeerTube is back: everything that waits is due now. */
async function endDelays() {
  const boss = new PgBoss({ connectionString: url, schedule: false, supervise: false });
  await boss.start();
  await boss.createQueue('waits', { policy: 'short' });
  const ids = Array.from({ length: WAITING }, () => randomUUID());
  await boss.insert(
    'waits',
    ids.map((id) => ({ singletonKey: id, data: { id }, startAfter: 300 })),
  );
  await pool.query(`INSERT INTO rows SELECT unnest($1::uuid[]), now() + interval '300 s'`, [ids]);
  const calls = async () => {
    for (const id of ids) await boss.update('waits', undefined, { singletonKey: id, startAfter: new Date() });
  };
  console.log(`${WAITING} waits ended by update() of each job:`, await timed(calls));
  const one = () => pool.query('UPDATE rows SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL');
  console.log(`${WAITING} waits ended by one statement on the rows:`, await timed(one));
  await boss.stop({ graceful: false });
}

/** What each costs a database while nothing happens. */
async function statementsAtRest() {
  const count = async (options) => {
    const counts = { calls: 0 };
    const own = new pg.Pool({ connectionString: url });
    const db = {
      executeSql(text, values) {
        counts.calls++;
        return own.query(text, values);
      },
    };
    const boss = new PgBoss({ db, schedule: false, ...options });
    await boss.start();
    await sleep(2000);
    counts.calls = 0;
    await sleep(10_000);
    await boss.stop({ graceful: false });
    await own.end();
    return counts.calls / 10;
  };
  console.log('statements a second at rest, supervised each minute:', await count({}));
  const often = { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 };
  console.log('statements a second at rest, supervised each second:', await count(often));
}
