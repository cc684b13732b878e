import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PiyakastClient } from '@piyakast/sdk';
import { type Sandbox, type SandboxOptions, startSandbox } from '@piyakast/testing/sandbox';
import { SignJWT } from 'jose';
import { loadConfig } from '../config/config.js';
import type { Database } from '../db/database.js';
import { pushMigrations } from '../db/migrate.js';
import { openMemoryDatabase } from '../db/pglite.js';
import { createApp } from '../http/app.js';
import type { BodyLimits } from '../http/slow-bodies.js';
import { createLog, type Logger } from '../log.js';
import { createServices, type Services } from '../services.js';
import { emptyDatabase } from './database-template.js';
import { tusClient } from './tus.js';

/** Who asks, in tests of rights. */
export type Who = 'owner' | 'admin' | 'alice' | 'bob' | 'stranger';

/** A whole server in this process, with its database in memory and a sandbox as its PeerTube. */
export interface TestServer {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly services: Services;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly dataDir: string;
  readonly filesDir: string;
  filePath(id: string): string;
  readonly secret: string;
  token(who: Who): string | undefined;
  /** Headers of a request by a user. */
  as(who: Who): Record<string, string>;
  client(who: Who): PiyakastClient;
  tus(who: Who): ReturnType<typeof tusClient>;
  /** Stops the server alone; its sandbox and files are for the one after it. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  env?: Record<string, string>;
  sandbox?: SandboxOptions;
  /** @defaultValue none */
  log?: Logger;
  /** In place of the limits that people have. */
  bodyLimits?: BodyLimits;
  /** In place of an empty database in memory; closed with the server. */
  openDatabase?: () => Promise<Database>;
  /** An earlier server's sandbox, files and secret, with a new database: that one lost all of it. */
  after?: Pick<TestServer, 'sandbox' | 'dataDir' | 'secret'>;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const sandbox = options.after?.sandbox ?? (await startSandbox({ media: 'sniff', ...options.sandbox }));
  const dataDir = options.after?.dataDir ?? (await mkdtemp(join(tmpdir(), 'piyakast-test-')));
  const secret = options.after?.secret ?? randomBytes(32).toString('hex');
  const config = loadConfig({
    PEERTUBE_URL: sandbox.url,
    PEERTUBE_USERNAME: sandbox.account.username,
    PEERTUBE_PASSWORD: sandbox.account.password,
    DATA_DIR: dataDir,
    AUTH_SECRET: secret,
    PROBE_SECONDS: '2',
    RATE_LIMIT_PER_ADDRESS: '0',
    RATE_LIMIT_PER_USER: '0',
    // Most files of tests are no media, and each would cost a process.
    FFMPEG_PATH: 'off',
    ...options.env,
  });
  const database = (await options.openDatabase?.()) ?? (await openMemoryDatabase(await emptyDatabase()));
  await pushMigrations(database);
  let publicUrl = '';
  const services = await createServices({
    config,
    secret,
    database,
    log: options.log ?? createLog({ level: 'silent' }),
    addresses: () => ({ publicUrl, mediaUrl: publicUrl }),
  });
  const app = await createApp(services, options.bodyLimits);
  await services.repair();
  await app.listen({ host: '127.0.0.1', port: 0 });
  publicUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await services.start();

  const sign = (subject: string, role: string) =>
    new SignJWT({ role })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  const tokens: Record<Who, string | undefined> = {
    owner: await sign('owner', 'owner'),
    admin: await sign('root', 'admin'),
    alice: await sign('alice', 'user'),
    bob: await sign('bob', 'user'),
    stranger: undefined,
  };
  const token = (who: Who) => tokens[who];
  const stop = async () => {
    await app.close();
    await services.stop();
    await database.close();
  };
  return {
    url: publicUrl,
    sandbox,
    services,
    app,
    dataDir,
    filesDir: join(dataDir, 'files'),
    filePath: (id) => join(dataDir, 'files', id),
    secret,
    token,
    as: (who) => (tokens[who] === undefined ? {} : { authorization: `Bearer ${tokens[who]}` }),
    client: (who) =>
      new PiyakastClient({ url: publicUrl, ...(tokens[who] === undefined ? {} : { token: tokens[who] }) }),
    tus: (who) => tusClient(publicUrl, tokens[who]),
    stop,
    async close() {
      await stop();
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
