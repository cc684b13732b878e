import { loadConfig } from '../config/config.js';
import { createSecretBox } from '../crypto/secret-box.js';
import { serverSecret } from '../crypto/server-secret.js';
import { pushMigrations } from '../db/migrate.js';
import { openDatabase } from '../db/open-database.js';
import { openStorage } from '../files/open-storage.js';
import { createLog } from '../log.js';
import { exportAll, importAll, type TransferDeps, type TransferResult } from '../operate/transfer/transfer.js';
import { defineCommand, EXIT, usageError } from './command.js';
import type { CliIo } from './io.js';

/** `piyakast export <folder>`. With the embedded database the server must be stopped. */
export const exportData = defineCommand({}, async (io, _values, [folder]) => {
  if (folder === undefined) throw usageError('export needs a folder to write into.');
  say(io, 'Exported', await withParts(io, (parts) => exportAll(parts, folder)));
  return EXIT.ok;
});

/** `piyakast import <folder>`, into an empty database and with the secret of the export. */
export const importData = defineCommand({}, async (io, _values, [folder]) => {
  if (folder === undefined) throw usageError('import needs the folder of an export.');
  say(io, 'Imported', await withParts(io, (parts) => importAll(parts, folder)));
  return EXIT.ok;
});

async function withParts(io: CliIo, task: (parts: TransferDeps) => Promise<TransferResult>): Promise<TransferResult> {
  const config = loadConfig(io.env);
  const database = await openDatabase(config, createLog({ level: 'warn' }));
  try {
    await pushMigrations(database);
    const files = await openStorage(config);
    return await task({ database, files, box: createSecretBox(await serverSecret(config)) });
  } finally {
    await database.close();
  }
}

function say(io: CliIo, verb: string, { rows, files }: TransferResult): void {
  for (const [table, count] of Object.entries(rows)) io.out(`${verb} ${count} of ${table}`);
  io.out(`${verb} ${files} files`);
}
