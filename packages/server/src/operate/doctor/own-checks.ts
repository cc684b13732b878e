import { sql } from 'drizzle-orm';
import ky from 'ky';
import { serverUrl } from '../../cli/server-url.js';
import type { Config } from '../../config/config.js';
import { DirectoryInUseError } from '../../db/directory-lock.js';
import { openDatabase } from '../../db/open-database.js';
import { freeBytes, RESERVE_BYTES } from '../../files/disk.js';
import { openStorage } from '../../files/open-storage.js';
import { createLog } from '../../log.js';
import { type Check, Fault, note } from './finding.js';

/** Whether this machine has what a server needs. */
export function ownChecks(config: Config): Check[] {
  return [
    { area: 'database', fix: 'Correct DATABASE_URL, or the rights of DATA_DIR.', look: () => database(config) },
    {
      area: 'storage',
      fix: 'Give the user that runs the server the rights to write DATA_DIR.',
      look: async () => {
        const files = await openStorage(config);
        await files.check();
        return files.place;
      },
    },
    { area: 'disk', fix: 'Make room on the disk of DATA_DIR.', look: () => disk(config) },
  ];
}

async function database(config: Config): Promise<string> {
  try {
    const opened = await openDatabase(config, createLog({ level: 'silent' }));
    try {
      await opened.db.execute(sql`SELECT 1`);
      return opened.kind;
    } finally {
      await opened.close();
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

async function disk({ dataDir, maxUploadBytes }: Config) {
  const free = await freeBytes(dataDir);
  const gigabytes = `${(free / 1e9).toFixed(1)} GB free`;
  if (free < RESERVE_BYTES) {
    throw new Fault(`the disk of ${dataDir} is full`, 'Make room: uploads are refused with 507 until then.');
  }
  if (free > 2 * maxUploadBytes) return gigabytes;
  const fix = 'Make room, or lower MAX_UPLOAD_BYTES.';
  return note(`${gigabytes}, less than two uploads of MAX_UPLOAD_BYTES`, fix);
}
