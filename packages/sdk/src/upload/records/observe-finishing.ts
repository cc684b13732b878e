import type { UploadRecord, UploadRecordStore } from '../types.js';
import { memoryRecords } from './memory-records.js';

/** Sees the mark that is set before a last chunk goes out: from then on a server may finish without our knowing. */
export function observeFinishing(
  onFinishing: (record: UploadRecord) => void,
  records: UploadRecordStore = memoryRecords(),
): UploadRecordStore {
  const seen = <Kept extends UploadRecord | undefined>(record: Kept): Kept => {
    if (record?.finishingSinceMs !== undefined) onFinishing(record);
    return record;
  };
  return {
    get: async (key) => seen(await records.get(key)),
    set: (record) => records.set(seen(record)),
    delete: (key) => records.delete(key),
  };
}
