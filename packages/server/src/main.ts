import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { embeddedOwnerToken } from './auth/authenticator.js';
import { serverUrl } from './cli/server-url.js';
import type { Config } from './config/config.js';
import { listenError, prepareLogFile, requireDirectory } from './config/start-errors.js';
import { serverSecret } from './crypto/server-secret.js';
import { pushMigrations } from './db/migrate.js';
import { openDatabase } from './db/open-database.js';
import { prepareDataDir, restrictDataDir } from './files/data-dir.js';
import { createLog, type Logger } from './log.js';
import type { PeerTubeGateway } from './peertube/gateway.js';

/** A server that listens. */
export interface RunningServer {
  /** Address for browsers, without a trailing slash. */
  readonly url: string;
  /** Sign-in link of the embedded owner; `undefined` when the site has its own sign-in. Secret. */
  readonly signInUrl: string | undefined;
  readonly app: FastifyInstance;
  /** Ends requests and jobs in order; everything unfinished resumes at the next start. */
  close(): Promise<void>;
}

export interface StartOptions {
  log?: Logger;
  /**
   * In place of the SDK's, for tests.
   *
   * @internal
   */
  gateway?: PeerTubeGateway;
}

/**
 * Starts a server: opens the database, brings its schema up to date, repairs what a crash left, and listens.
 *
 * @throws ConfigError, in one line that names the variable, when a setting keeps it from starting.
 */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  await prepareDataDir(config.dataDir);
  if (config.staticDir !== undefined) await requireDirectory('STATIC_DIR', config.staticDir);
  if (config.logFile !== undefined) await prepareLogFile(config.logFile);
  const log = options.log ?? createLog({ level: config.logLevel, file: config.logFile });
  // The database starts beside the loading of the rest.
  const [database, { createServices }, { createApp }] = await Promise.all([
    openDatabase(config, log),
    import('./services.js'),
    import('./http/app.js'),
  ]);
  const undo: (() => Promise<unknown>)[] = [() => database.close()];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await pushMigrations(database);
    await restrictDataDir(config.dataDir);
    const secret = await serverSecret(config);
    let publicUrl = config.publicUrl ?? '';
    const addresses = () => ({ publicUrl, mediaUrl: config.mediaBaseUrl ?? publicUrl });
    const services = await createServices({ config, secret, database, log, addresses, gateway: options.gateway });
    undo.push(() => services.stop());
    const app = await createApp(services);
    undo.push(() => app.close());
    await services.repair();
    await listen(app, config);
    if (config.publicUrl === undefined) publicUrl = serverUrl({ ...config, port: portOf(app) });
    const token = config.auth.kind === 'embedded' ? await embeddedOwnerToken(config.dataDir, secret) : undefined;
    await services.start();
    log.info({ event: 'server.started', url: publicUrl, database: database.kind }, 'listening');
    return { url: publicUrl, signInUrl: token === undefined ? undefined : `${publicUrl}/#token=${token}`, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (cause) {
    throw listenError(config, cause) ?? cause;
  }
}

function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo).port;
}
