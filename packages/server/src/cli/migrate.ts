import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { PiyakastClient, systemClock } from '@piyakast/sdk';
import pg from 'pg';
import { userToken } from '../auth/user-token.js';
import { loadConfig } from '../config/config.js';
import type { MigrationItem } from '../migration/item.js';
import { type MigrateOptions, type MigrationSummary, migrate } from '../migration/migrate.js';
import { type Outcome, openReport } from '../migration/report.js';
import { csvItems, folderItems, tableItems } from '../migration/sources.js';
import { defineCommand, EXIT, usageError, wholeNumber } from './command.js';
import type { CliIo } from './io.js';
import { serverClient } from './server-client.js';

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  report: { type: 'string' },
  files: { type: 'string' },
  until: { type: 'string' },
  concurrency: { type: 'string' },
  'max-waiting': { type: 'string' },
  'per-minute': { type: 'string' },
  'delete-source': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `piyakast migrate`: brings in videos of a folder, a CSV file, or an older site's table, through the running server. */
export const migrateVideos = defineCommand(OPTIONS, async (io, values, [from]) => {
  if (from === undefined) throw usageError('migrate needs a folder, a CSV file or a postgres:// address.');
  const { until = 'published', json = false } = values;
  if (until !== 'stored' && until !== 'published') throw usageError('--until is "stored" or "published".');
  const items = await itemsOf(from, values.files);
  const dryRun = values['dry-run'] === true;
  const summary = await migrate(items, {
    ...{ until, dryRun },
    clientOf: await clients(io),
    report: await openReport(values.report ?? 'piyakast-migration.jsonl'),
    clock: systemClock,
    concurrency: wholeNumber('--concurrency', values.concurrency, { min: 1, max: 32 }) ?? 2,
    maxWaiting: wholeNumber('--max-waiting', values['max-waiting'], { min: 1, max: 1000 }) ?? 20,
    perMinute: wholeNumber('--per-minute', values['per-minute'], { min: 1, max: 100_000 }) ?? 60,
    deleteSource: values['delete-source'] === true,
    durationOf: secondsOf,
    onOutcome: (outcome, done) =>
      io.out(json ? JSON.stringify(outcome) : `${done}/${items.length}  ${lineOf(outcome)}`),
  });
  if (json) io.out(JSON.stringify({ summary }));
  else for (const line of summaryLines(summary, dryRun)) io.out(line);
  return summary.failed + summary.mismatched === 0 ? EXIT.ok : EXIT.failed;
});

async function itemsOf(from: string, files: string | undefined): Promise<MigrationItem[]> {
  if (/^postgres(ql)?:\/\//.test(from)) {
    if (files === undefined) throw usageError('With a database, --files names the folder that its files are below.');
    return tableItems(await rowsOf(from), files);
  }
  const isFolder = (await stat(from)).isDirectory();
  if (!isFolder && extname(from).toLowerCase() !== '.csv') {
    throw usageError(`${from} is neither a folder nor a .csv file.`);
  }
  return isFolder ? folderItems(from) : csvItems(from);
}

async function rowsOf(url: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Nothing of the older site may change.
    await client.query('BEGIN READ ONLY');
    return (await client.query('SELECT * FROM videos ORDER BY id')).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** With a shared secret each owner gets their own videos; otherwise all belong to the owner of the token. */
async function clients(io: CliIo): Promise<MigrateOptions['clientOf']> {
  const own = await serverClient(io.env);
  const { auth } = loadConfig(io.env);
  if (auth.kind !== 'secret') return () => own;
  const known = new Map<string, PiyakastClient>();
  return (owner) => {
    if (owner === undefined) return own;
    const token = () => userToken(auth, owner);
    const client = known.get(owner) ?? new PiyakastClient({ url: own.context.url, token });
    known.set(owner, client);
    return client;
  };
}

const run = promisify(execFile);

/** By ffprobe, where it is installed. */
async function secondsOf(path: string): Promise<number | undefined> {
  try {
    const args = [
      '-v',
      'error',
      '-protocol_whitelist',
      'file',
      '-show_entries',
      'format=duration',
      '-of',
      'csv=p=0',
      path,
    ];
    const seconds = Number.parseFloat((await run('ffprobe', args, { timeout: 30_000 })).stdout);
    return Number.isFinite(seconds) ? seconds : undefined;
  } catch {
    // Not installed, or no length in the file: what cannot be compared is reported as unknown.
    return undefined;
  }
}

function lineOf({ status, path, verified, problem, url }: Outcome): string {
  const check = verified === false ? 'DIFFERS' : verified === true ? 'verified' : '';
  return [status, check, path, problem ?? url ?? ''].filter((part) => part !== '').join('  ');
}

function summaryLines(summary: MigrationSummary, dryRun: boolean): string[] {
  const { total, published, stored, failed, planned, before, mismatched } = summary;
  if (dryRun) return [`${planned} of ${total} would be brought in, ${before} are here already, ${failed} cannot.`];
  return [
    `${total} in all: ${published} published, ${stored} stored here, ${before} done before, ${failed} failed.`,
    ...(mismatched > 0 ? [`${mismatched} differ from their source in size or length; see the report.`] : []),
  ];
}
