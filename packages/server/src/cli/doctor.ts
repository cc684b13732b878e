import { CATEGORIES, categoryId, isPiyaError, memoryTokenStore, redact } from '@piyakast/sdk';
import { sql } from 'drizzle-orm';
import ky from 'ky';
import { type Config, loadConfig } from '../config/config.js';
import { DirectoryInUseError } from '../db/directory-lock.js';
import { openDatabase } from '../db/open-database.js';
import { openStorage } from '../files/open-storage.js';
import { createLog } from '../log.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';
import { createSdkGateway } from '../peertube/sdk-gateway.js';
import { defineCommand } from './command.js';
import type { CliIo } from './io.js';
import { serverUrl } from './server-url.js';

/** What `doctor` exits with: the first thing that is wrong. */
export const DOCTOR_EXIT = {
  ok: 0,
  config: 2,
  database: 3,
  storage: 4,
  network: 5,
  credentials: 6,
  channel: 7,
  categories: 8,
} as const;

type Area = Exclude<keyof typeof DOCTOR_EXIT, 'ok'>;

/** Looks at each thing that a server needs, one after the other, and says which is wrong and what to do. */
export const doctor = defineCommand({}, ({ env, out }) => runDoctor({ env, out }));

async function runDoctor({ env, out }: Pick<CliIo, 'env' | 'out'>): Promise<number> {
  let config: Config;
  try {
    config = loadConfig(env);
    out('ok    configuration');
  } catch (error) {
    out(`WRONG configuration: ${reason(error)}`);
    return DOCTOR_EXIT.config;
  }
  const gateway = createSdkGateway(config.peertube, memoryTokenStore());
  let exit = 0;
  const check = async (area: Area, what: string, task: () => Promise<string>): Promise<boolean> => {
    try {
      out(`ok    ${what}: ${await task()}`);
      return true;
    } catch (error) {
      out(`WRONG ${what}: ${reason(error)}`);
      if (exit === 0) exit = DOCTOR_EXIT[area];
      return false;
    }
  };

  await check('database', 'database', () => checkDatabase(config));
  await check('storage', 'storage', async () => {
    const files = await openStorage(config);
    await files.check();
    return files.place;
  });
  const reached = await check('network', `PeerTube at ${gateway.url}`, async () => {
    return `version ${(await gateway.probe(AbortSignal.timeout(10_000))).version}`;
  });
  if (reached) {
    const signedIn = await check('credentials', 'credentials', async () => {
      await gateway.signIn();
      return `${config.peertube.username} can sign in`;
    });
    if (signedIn) await check('channel', 'channel', async () => `the default is ${await gateway.defaultChannelId()}`);
    await check('categories', 'categories', () => checkCategories(gateway, config));
  }
  await gateway.close();
  return exit;
}

async function checkDatabase(config: Config): Promise<string> {
  try {
    const database = await openDatabase(config, createLog({ level: 'silent' }));
    try {
      await database.db.execute(sql`SELECT 1`);
      return database.kind;
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUseError)) throw error;
    return `a server (pid ${error.pid}) is using the database, so it was not looked into; ${await askServer(config)}`;
  }
}

/** The embedded database belongs to the running server alone; that one is asked instead. */
async function askServer(config: Config): Promise<string> {
  const url = `${serverUrl(config)}/readyz`;
  let answer: Response;
  try {
    answer = await ky.get(url, { timeout: 5000, retry: 1, throwHttpErrors: false });
  } catch {
    // It may listen elsewhere than this environment says, which is no fault of the database.
    return `it does not answer at ${url}; set PORT and HOST as it has them`;
  }
  if (answer.ok) return 'it says that it is ready';
  throw new Error(`the server that uses it is not ready: ${url} answers ${answer.status} ${await answer.text()}`);
}

async function checkCategories(gateway: PeerTubeGateway, config: Config): Promise<string> {
  const labels = await gateway.categories();
  const mapped = Object.keys(CATEGORIES).map((name) => {
    const id = categoryId(name, labels, config.categoryMap);
    const label = id === undefined ? undefined : labels[String(id)];
    if (label === undefined) throw new Error(`"${name}" fits no category of the instance; set CATEGORY_MAP.`);
    return `${name} -> ${label}`;
  });
  return mapped.join(', ');
}

function reason(error: unknown): string {
  const message = error instanceof Error ? redact(error.message) : String(error);
  return isPiyaError(error) ? `${message} (${error.code})` : message;
}
