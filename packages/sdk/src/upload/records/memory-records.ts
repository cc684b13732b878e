import type { UploadRecord, UploadRecordStore } from '../types.js';

/**
 * Keeps records as long as the process lives.
 *
 * @example
 * ```ts
 * import { memoryRecords } from '@piyakast/sdk';
 *
 * const records = memoryRecords();
 * console.log(await records.get('the-key')); // undefined
 * ```
 */
export function memoryRecords(): UploadRecordStore {
  const records = new Map<string, UploadRecord>();
  return {
    get: async (key) => records.get(key),
    set: async (record) => {
      // A copy, as of every other store: the caller's object may change.
      records.set(record.key, structuredClone(record));
    },
    delete: async (key) => {
      records.delete(key);
    },
  };
}
