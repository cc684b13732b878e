import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../../../runtime/node/write-durably.js';
import { parseUnconfirmedUpload, type UnconfirmedUploadStore } from '../unconfirmed-uploads.js';

/** Not that of what else may be kept in the folder. */
const SUFFIX = '.unconfirmedUpload';

/**
 * Keeps each unconfirmed upload as a JSON file in a folder (made when missing, mode 700), on the disk before `set` resolves.
 *
 * @throws What the file system throws.
 * @example
 * ```ts
 * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
 * import { folderUnconfirmedUploads } from '@piyakast/sdk/node';
 *
 * const clients = [new PeerTubeClient({ url: 'https://one.example' }), new PeerTubeClient({ url: 'https://two.example' })];
 * export const pool = new PeerTubePool(clients, { unconfirmed: folderUnconfirmedUploads('./uploads') });
 * ```
 */
export function folderUnconfirmedUploads(folder: string): UnconfirmedUploadStore {
  const pathOf = (id: string) => join(folder, encodeURIComponent(id) + SUFFIX);
  const idOf = (name: string) => decodeURIComponent(name.slice(0, -SUFFIX.length));
  const unlessMissing = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  };
  return {
    async entries() {
      const names = (await readdir(folder).catch(unlessMissing)) ?? [];
      const ids = names.filter((name) => name.endsWith(SUFFIX)).map((name) => idOf(name));
      const read = async (id: string) =>
        parseUnconfirmedUpload(id, (await readFile(pathOf(id), 'utf8').catch(unlessMissing)) ?? '');
      return (await Promise.all(ids.map(read))).flat();
    },
    async set(id, unconfirmedUpload) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurably(pathOf(id), JSON.stringify(unconfirmedUpload));
    },
    async delete(id) {
      await rm(pathOf(id), { force: true });
    },
  };
}
