import type { UploadRecord, UploadRecordStore } from '../types.js';

/**
 * Keeps records in `localStorage` (or any `Storage`), so that an upload survives a reload of the page.
 *
 * @example
 * ```ts
 * import { createPeerTube, uploadVideo } from '@piyakast/sdk';
 * import { webStorageRecords } from '@piyakast/sdk/browser';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const file = new File(['…'], 'holiday.mp4');
 * await uploadVideo(peertube, file, { name: 'Holiday', key: 'holiday-2026', records: webStorageRecords(localStorage) }).done;
 * ```
 */
export function webStorageRecords(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  options: { prefix?: string } = {},
): UploadRecordStore {
  const { prefix = 'piyakast:upload:' } = options;
  return {
    async get(key) {
      const text = storage.getItem(prefix + key);
      return text === null ? undefined : parseRecord(text);
    },
    async set(record) {
      storage.setItem(prefix + record.key, JSON.stringify(record));
    },
    async delete(key) {
      storage.removeItem(prefix + key);
    },
  };
}

/** A record as it was written; `undefined` for anything else, which leads to the account being asked. */
export function parseRecord(text: string): UploadRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<UploadRecord> | null;
    return typeof record?.key === 'string' && typeof record.uploadUrl === 'string'
      ? (record as UploadRecord)
      : undefined;
  } catch {
    // Half written by something else than this store, which replaces as a whole.
    return undefined;
  }
}
