import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { databaseUrlError } from '../config/start-errors.js';
import type { Logger } from '../log.js';
import type { Database } from './database.js';

const RECONNECT_MS = 1000;
/** A dead connection without traffic is only found by asking. */
const HEARTBEAT_MS = 10_000;

/**
 * PostgreSQL over the network; any number of servers may share it.
 *
 * @throws ConfigError that names DATABASE_URL when it cannot be reached.
 */
export async function openPostgres(url: string, log: Logger): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw databaseUrlError(url, error);
  }
  return {
    kind: 'postgres',
    db: drizzle(pool),
    boss: { connectionString: url, max: 4 },
    async script(statements) {
      const own = await pool.connect();
      try {
        await own.query('BEGIN');
        await own.query(statements);
        await own.query('COMMIT');
      } catch (error) {
        await own.query('ROLLBACK');
        throw error;
      } finally {
        own.release();
      }
    },
    listen: (channel, onNotification, onGap) => listen(url, log, { channel, onNotification, onGap }),
    close: () => pool.end(),
  };
}

interface Listener {
  channel: string;
  onNotification: (payload: string) => void;
  onGap: () => void;
}

/** A separate connection for notifications; made again when it breaks. */
async function listen(url: string, log: Logger, listener: Listener): Promise<() => Promise<void>> {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let current: pg.Client | undefined;

  const lost = (client: pg.Client, error?: Error) => {
    if (closed || current !== client) return;
    current = undefined;
    clearTimeout(timer);
    log.warn({ err: error }, 'the connection for change notifications broke');
    client.end().catch((reason: unknown) => log.debug({ err: reason }, 'a broken connection did not end well'));
    timer = setTimeout(reconnect, RECONNECT_MS);
  };
  const reconnect = () => {
    connect().then(listener.onGap, (error: unknown) => {
      log.warn({ err: error }, 'change notifications are still cut off');
      if (!closed) timer = setTimeout(reconnect, RECONNECT_MS);
    });
  };
  const beat = (client: pg.Client) => {
    timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (!closed && current === client) beat(client);
        },
        (error: Error) => lost(client, error),
      );
    }, HEARTBEAT_MS);
  };
  const connect = async () => {
    const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: HEARTBEAT_MS });
    client.on('error', (error) => lost(client, error));
    client.on('end', () => lost(client));
    client.on('notification', (message) => listener.onNotification(message.payload ?? ''));
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(listener.channel)}`);
    current = client;
    beat(client);
  };

  await connect();
  return async () => {
    closed = true;
    clearTimeout(timer);
    await current?.end();
  };
}
