import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@piyakast/sdk';
import { sql } from 'drizzle-orm';
import type { Database } from './database.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations');
/** Servers that start together must not migrate together; any number does, as long as it is always this one. */
const LOCK = 7_491_201;

interface Migration {
  version: number;
  name: string;
}

/** Applies what is missing, each step in its own transaction. Applying twice changes nothing. */
export async function pushMigrations(database: Database, folder = FOLDER): Promise<string[]> {
  const known = await listMigrations(folder);
  const applied = await appliedVersions(database);
  const unknown = applied.find((version) => !known.some((migration) => migration.version === version));
  if (unknown !== undefined) {
    const message = `The database was made by a newer server (schema step ${unknown}); use that server, or roll back with it.`;
    throw new ConfigError(message, { code: 'config/unsupported' });
  }
  const done: string[] = [];
  for (const migration of known) {
    if (applied.includes(migration.version)) continue;
    const statements = await readFile(join(folder, `${migration.name}.up.sql`), 'utf8');
    await step(database, migration.version, false, statements, insert(migration));
    done.push(migration.name);
  }
  return done;
}

/** Undoes the newest step, or `steps` of them. Data that only the newer schema can hold is lost. */
export async function rollbackMigrations(database: Database, steps = 1, folder = FOLDER): Promise<string[]> {
  const applied = await appliedVersions(database);
  const newestFirst = (await listMigrations(folder)).reverse().filter(({ version }) => applied.includes(version));
  const done: string[] = [];
  for (const migration of newestFirst.slice(0, steps)) {
    const statements = await readFile(join(folder, `${migration.name}.down.sql`), 'utf8');
    const forget = `DELETE FROM piyakast_migrations WHERE version = ${migration.version};`;
    await step(database, migration.version, true, statements, forget);
    done.push(migration.name);
  }
  return done;
}

/** Every step that this server knows, oldest first, and when it was applied; `null` when it was not. */
export async function migrationStatus(database: Database, folder = FOLDER) {
  await appliedVersions(database);
  const result = await database.db.execute(sql`SELECT version, applied_at FROM piyakast_migrations`);
  const applied = (result as unknown as { rows: { version: number; applied_at: string | Date }[] }).rows;
  return (await listMigrations(folder)).map(({ version, name }) => {
    const row = applied.find((candidate) => candidate.version === version);
    return { name, appliedAt: row === undefined ? null : new Date(row.applied_at).toISOString() };
  });
}

/** The lock is held until the transaction ends; a server that waited for it finds the step done and skips it. */
async function step(database: Database, version: number, wanted: boolean, statements: string, mark: string) {
  const guard = `
    SELECT pg_advisory_xact_lock(${LOCK});
    DO $guard$ BEGIN
      IF (SELECT count(*) FROM piyakast_migrations WHERE version = ${version}) <> ${wanted ? 1 : 0} THEN
        RAISE EXCEPTION 'schema step ${version} was taken by another server';
      END IF;
    END $guard$;`;
  try {
    await database.script(`${guard}\n${statements}\n${mark}`);
  } catch (error) {
    const taken = (await appliedVersions(database)).includes(version) !== wanted;
    if (!taken) throw error;
  }
}

function insert({ version, name }: Migration): string {
  return `INSERT INTO piyakast_migrations (version, name) VALUES (${version}, '${name}');`;
}

async function appliedVersions(database: Database): Promise<number[]> {
  await database.script(`
    SELECT pg_advisory_xact_lock(${LOCK});
    CREATE TABLE IF NOT EXISTS piyakast_migrations (
      version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());`);
  const result = await database.db.execute(sql`SELECT version FROM piyakast_migrations ORDER BY version`);
  return (result as unknown as { rows: { version: number }[] }).rows.map((row) => row.version);
}

async function listMigrations(folder: string): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const match = /^((\d{4})-[a-z0-9-]+)\.up\.sql$/.exec(file);
    if (match?.[1] !== undefined && match[2] !== undefined)
      migrations.push({ version: Number(match[2]), name: match[1] });
  }
  return migrations;
}
