import { sql } from 'drizzle-orm';
import type { Db } from '../../db/database.js';

/** The steps of the schema, which an import checks and does not write. */
const MIGRATIONS = 'piyakast_migrations';

type Rows<Row> = { rows: Row[] };

export const query = async <Row>(db: Db, statement: ReturnType<typeof sql>): Promise<Row[]> =>
  ((await db.execute(statement)) as unknown as Rows<Row>).rows;

/**
 * The tables of this server, each after those that it refers to. What pg-boss keeps is not among them: jobs follow from
 * the rows.
 */
export async function listTables(db: Db): Promise<string[]> {
  const tables = await query<{ name: string }>(
    db,
    sql`SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ${MIGRATIONS} ORDER BY 1`,
  );
  const references = await query<{ child: string; parent: string }>(
    db,
    sql`SELECT c.relname AS child, p.relname AS parent FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f'`,
  );
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const { child, parent } of references) if (child === name && parent !== name) visit(parent);
    ordered.push(name);
  };
  for (const { name } of tables) visit(name);
  return ordered;
}

export async function appliedSteps(db: Db): Promise<string[]> {
  const rows = await query<{ name: string }>(db, sql`SELECT name FROM piyakast_migrations ORDER BY version`);
  return rows.map(({ name }) => name);
}

/** Rows as PostgreSQL writes them in JSON: no number is rounded on its way through JavaScript. */
export async function* rowsOf(db: Db, table: string, pageSize = 500): AsyncGenerator<string> {
  for (let offset = 0; ; offset += pageSize) {
    const rows = await query<{ row: string }>(
      db,
      sql`SELECT to_jsonb(t)::text AS row FROM ${sql.identifier(table)} t ORDER BY ctid OFFSET ${offset} LIMIT ${pageSize}`,
    );
    for (const { row } of rows) yield row;
    if (rows.length < pageSize) return;
  }
}

export async function insertRow(db: Db, table: string, row: string): Promise<void> {
  const name = sql.identifier(table);
  await db.execute(sql`INSERT INTO ${name} SELECT * FROM jsonb_populate_record(NULL::${name}, ${row}::jsonb)`);
}

export async function isEmpty(db: Db, table: string): Promise<boolean> {
  return (await query(db, sql`SELECT 1 FROM ${sql.identifier(table)} LIMIT 1`)).length === 0;
}

/** Numbers that continue where the export ended. */
export async function setSequences(db: Db): Promise<void> {
  await db.execute(sql`
    SELECT setval('revisions', greatest(1,
      (SELECT coalesce(max(revision), 0) FROM videos), (SELECT coalesce(max(revision), 0) FROM streams)))`);
  // Sequences that belong to a column.
  await db.execute(sql`
    DO $$ DECLARE s record; BEGIN
      FOR s IN SELECT c.table_name, c.column_name, pg_get_serial_sequence(quote_ident(c.table_name), c.column_name) AS seq
        FROM information_schema.columns c WHERE c.table_schema = 'public' LOOP
        IF s.seq IS NOT NULL THEN
          EXECUTE format('SELECT setval(%L, greatest(1, (SELECT coalesce(max(%I), 0) FROM %I)))', s.seq, s.column_name, s.table_name);
        END IF;
      END LOOP;
    END $$`);
}
