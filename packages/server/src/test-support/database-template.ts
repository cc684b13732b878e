import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** How the test processes find the template. */
const VARIABLE = 'PIYAKAST_TEST_TEMPLATE';

let directory: string | undefined;

/** Once for all test files: an empty database costs three seconds to make and a third of one to copy. */
export async function setup(): Promise<void> {
  directory = await mkdtemp(join(tmpdir(), 'piyakast-template-'));
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('none');
  await database.close();
  const file = join(directory, 'empty.tar');
  await writeFile(file, dump.stream());
  process.env[VARIABLE] = file;
}

export async function teardown(): Promise<void> {
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
}

/** A database without a table, to begin with. */
export async function emptyDatabase(): Promise<Blob> {
  return new Blob([await readFile(process.env[VARIABLE] ?? '')]);
}

/** Puts an empty database where a server with this data directory looks for it. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  const database = await PGlite.create(join(dataDir, 'db'), { loadDataDir: await emptyDatabase() });
  await database.close();
}
