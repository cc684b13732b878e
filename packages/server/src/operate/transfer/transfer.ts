import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '@piyakast/sdk';
import type { SecretBox } from '../../crypto/secret-box.js';
import type { Database, Db } from '../../db/database.js';
import type { FileStorage } from '../../files/storage.js';
import { withLocalFile } from '../../videos/rows.js';
import { appliedSteps, insertRow, isEmpty, listTables, rowsOf, setSequences } from './tables.js';

const DATA = 'data.jsonl';
const FILES = 'files';
const FORMAT = 1;
const SEAL_CONTEXT = 'export';

/** First line of an export. */
interface Header {
  format: typeof FORMAT;
  /** Schema steps that the rows need. */
  steps: string[];
  /** Opens only with the secret that the rows are sealed with. */
  seal: string;
}

export interface TransferDeps {
  database: Database;
  files: FileStorage;
  box: SecretBox;
}

/** What was moved: rows of each table, and files. */
export interface TransferResult {
  rows: Record<string, number>;
  files: number;
}

/**
 * Writes every row, and every file that PeerTube does not have yet or that is still kept here, into a folder.
 *
 * Secrets stay sealed: the folder is worth as much as the database, and an import needs the same `SERVER_SECRET`.
 */
export async function exportAll(
  { database: { db }, files, box }: TransferDeps,
  folder: string,
): Promise<TransferResult> {
  await mkdir(join(folder, FILES), { recursive: true, mode: 0o700 });
  const rows: Record<string, number> = {};
  const header: Header = { format: FORMAT, steps: await appliedSteps(db), seal: box.seal('piyakast', SEAL_CONTEXT) };
  const lines = async function* () {
    yield `${JSON.stringify(header)}\n`;
    for (const table of await listTables(db)) {
      rows[table] = 0;
      for await (const row of rowsOf(db, table)) {
        rows[table]++;
        yield `{"table":${JSON.stringify(table)},"row":${row}}\n`;
      }
    }
  };
  // Never over an older export: two halves would look like one whole.
  await pipeline(
    Readable.from(lines()),
    createWriteStream(join(folder, DATA), { mode: 0o600, flags: 'wx', flush: true }),
  );
  return { rows, files: await exportFiles(db, files, folder) };
}

async function exportFiles(db: Db, files: FileStorage, folder: string): Promise<number> {
  let count = 0;
  for (const { id, sizeBytes } of await withLocalFile(db)) {
    if ((await files.size(id)) !== sizeBytes) continue;
    const target = join(folder, FILES, id);
    await pipeline(await files.read(id), createWriteStream(target, { mode: 0o600, flush: true }));
    count++;
  }
  return count;
}

/**
 * Reads an export into a database without rows, and its files into the storage. All rows or none: they are one
 * transaction. Files come first, so that no row is without its file.
 *
 * @throws ConfigError when the database has rows, the schema differs, or the secret is another one.
 */
export async function importAll(deps: TransferDeps, folder: string): Promise<TransferResult> {
  const { database, files, box } = deps;
  const header = await readHeader(folder);
  await checkTarget(database.db, header, box);
  const sizes = new Map<string, number>();
  await eachRow(folder, async (table, row) => {
    if (table !== 'videos') return;
    const { id, size_bytes, received_at, file_deleted_at, deleted_at, state } = JSON.parse(row) as Record<
      string,
      unknown
    >;
    const isHere = received_at !== null && file_deleted_at === null && deleted_at === null && state !== 'rejected';
    if (isHere) sizes.set(String(id), Number(size_bytes));
  });
  let count = 0;
  for (const [id, sizeBytes] of sizes) if (await importFile(files, join(folder, FILES, id), id, sizeBytes)) count++;
  const rows: Record<string, number> = {};
  await database.db.transaction(async (transaction) => {
    await eachRow(folder, async (table, row) => {
      await insertRow(transaction, table, row);
      rows[table] = (rows[table] ?? 0) + 1;
    });
    await setSequences(transaction);
  });
  return { rows, files: count };
}

async function importFile(files: FileStorage, source: string, id: string, sizeBytes: number): Promise<boolean> {
  const size = await stat(source).then(
    (stats) => stats.size,
    () => undefined,
  );
  if (size !== sizeBytes) return false;
  if (files.kind !== 'folder')
    throw refuse('An import into a bucket is not possible yet; copy the files there by hand.');
  await copyFile(source, files.path(id));
  if (!(await files.complete(id, sizeBytes))) throw new Error(`The file of ${id} was not copied whole.`);
  return true;
}

async function readHeader(folder: string): Promise<Header> {
  const file = await open(join(folder, DATA)).catch((cause: unknown) => {
    throw refuse(`${folder} holds no export (no ${DATA}).`, cause);
  });
  let header: Header | undefined;
  for await (const line of file.readLines()) {
    header = JSON.parse(line) as Header;
    break;
  }
  if (header === undefined) throw refuse('The export is empty.');
  if (header.format !== FORMAT) throw refuse('The export was made by a newer server.');
  return header;
}

async function checkTarget(db: Db, { steps, seal }: Header, box: SecretBox): Promise<void> {
  const own = await appliedSteps(db);
  const missing = steps.filter((step) => !own.includes(step));
  const more = own.filter((step) => !steps.includes(step));
  if (missing.length > 0) throw refuse(`The export needs a newer schema (${missing.join(', ')}); use that server.`);
  if (more.length > 0) {
    throw refuse(
      `The export is older than this schema: run "piyakast db rollback ${more.length}", import, then "db push".`,
    );
  }
  box.open(seal, SEAL_CONTEXT);
  for (const table of await listTables(db)) {
    if (!(await isEmpty(db, table))) throw refuse(`The table "${table}" has rows; import into an empty database.`);
  }
}

/** Every row as the text that it was written as. */
async function eachRow(folder: string, use: (table: string, row: string) => Promise<void>): Promise<void> {
  const lines = createInterface({ input: createReadStream(join(folder, DATA)), crlfDelay: Number.POSITIVE_INFINITY });
  let isHeader = true;
  for await (const line of lines) {
    if (!isHeader && line !== '') {
      const match = /^\{"table":"(\w+)","row":(.*)\}$/s.exec(line);
      if (match?.[1] === undefined || match[2] === undefined)
        throw refuse('The export is damaged: a line makes no sense.');
      await use(match[1], match[2]);
    }
    isHeader = false;
  }
}

function refuse(message: string, cause?: unknown): ConfigError {
  return new ConfigError(message, { code: 'config/unsupported', cause });
}
