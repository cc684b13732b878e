import { until } from '../until.js';
import { assertEqual, rejectionOf, type TestApi } from './test-api.js';

/** The part of the server's `Database` that the contract uses. */
export interface DatabaseShape {
  script(statements: string): Promise<void>;
  listen(channel: string, onNotification: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>;
}

export interface DatabaseContract<D extends DatabaseShape> {
  /** The database; the contract makes and drops tables that begin with `contract_`. */
  open(): D | Promise<D>;
  /** Rows of one query. */
  query(database: D, statement: string): Promise<Record<string, unknown>[]>;
}

/** What each database does that the server runs on: PGlite and PostgreSQL. */
export function describeDatabaseContract<D extends DatabaseShape>(
  name: string,
  { open, query }: DatabaseContract<D>,
  { describe, it }: TestApi,
): void {
  describe(`${name} as a database`, () => {
    it('runs several statements as one script', async () => {
      const database = await open();
      await database.script(`
        CREATE TABLE contract_rows (id int PRIMARY KEY, text text);
        INSERT INTO contract_rows VALUES (1, '한글'), (2, 'it''s');
      `);
      assertEqual(
        await query(database, 'SELECT id, text FROM contract_rows ORDER BY id'),
        [
          { id: 1, text: '한글' },
          { id: 2, text: "it's" },
        ],
        'rows',
      );
      await database.script('DROP TABLE contract_rows');
    });

    it('undoes a script that fails in the middle, and stays usable', async () => {
      const database = await open();
      await rejectionOf(database.script('CREATE TABLE contract_half (id int); SELECT 1 / 0;'), 'a failing script');
      assertEqual(
        await query(database, "SELECT to_regclass('contract_half') AS found"),
        [{ found: null }],
        'the table of the failed script',
      );
    });

    it('notifies listeners of a channel in the order of the commits, and of no other channel', async () => {
      const database = await open();
      const heard: string[] = [];
      const stop = await database.listen(
        'contract_events',
        (payload) => heard.push(payload),
        () => heard.push('gap'),
      );
      await database.script("SELECT pg_notify('contract_events', 'one'), pg_notify('contract_other', 'foreign')");
      await database.script("SELECT pg_notify('contract_events', 'two')");
      await rejectionOf(
        database.script("SELECT pg_notify('contract_events', 'undone'); SELECT 1 / 0;"),
        'a failing script',
      );
      await database.script("SELECT pg_notify('contract_events', 'three')");
      await until('three notifications', () => heard.length >= 3);
      assertEqual(heard, ['one', 'two', 'three'], 'notifications');
      await stop();
      const second: string[] = [];
      const stopSecond = await database.listen(
        'contract_events',
        (payload) => second.push(payload),
        () => undefined,
      );
      await database.script("SELECT pg_notify('contract_events', 'four')");
      await until('the second listener to be notified', () => second.length > 0);
      assertEqual(heard, ['one', 'two', 'three'], 'notifications of the listener that stopped');
      await stopSecond();
    });
  });
}
