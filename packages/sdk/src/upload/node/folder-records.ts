import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../../runtime/node/write-durably.js';
import { parseRecord } from '../browser/web-storage-records.js';
import type { UploadRecordStore } from '../types.js';
import { checkUploadKey } from '../upload-key.js';

/**
 * Keeps each record as a JSON file in a folder (made when missing, mode 700). A record is on the disk, and not only in its
 * cache, when `set` resolves.
 *
 * @throws ConfigError for a key that could not be a file name; what the file system throws.
 * @example
 * ```ts
 * import { createPeerTube, uploadVideo } from '@piyakast/sdk';
 * import { fileSource, folderRecords } from '@piyakast/sdk/node';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const options = { name: 'Holiday', key: 'holiday-2026', records: folderRecords('./uploads') };
 * // Run again after a crash, it resumes where it was.
 * await uploadVideo(peertube, await fileSource('./holiday.mp4'), options).done;
 * ```
 */
export function folderRecords(folder: string): UploadRecordStore {
  // A key has no dot and no slash, so it cannot leave the folder.
  const pathOf = (key: string) => join(folder, `${checkUploadKey(key)}.json`);
  return {
    async get(key) {
      const text = await readFile(pathOf(key), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      return text === undefined ? undefined : parseRecord(text);
    },
    async set(record) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurably(pathOf(record.key), JSON.stringify(record));
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
