import type { UploadSource } from '../../upload/types.js';
import type { StoredUpload } from '../hybrid/types.js';
import { packFields, type StoredFields, unpackFields } from './fields-json.js';

/** The note beside a stored file: what it is and what it becomes. Written last, so a file with a note is whole. */
export interface StoredFile {
  stored: StoredUpload;
  /** Name of the file that has the bytes. */
  bytes: string;
  filename: string;
  type: string;
  lastModifiedMs?: number;
  fields: StoredFields;
}

type Packed = Omit<StoredFile, 'fields' | 'bytes'> & { fields: string; bytes?: string };

export function storedFile(
  store: string,
  key: string,
  source: UploadSource,
  fields: StoredFields,
  { bytes, storedAtMs, sinceMs }: { bytes: string; storedAtMs: number; sinceMs: number | undefined },
): StoredFile {
  const { name: filename, type, sizeBytes, lastModifiedMs } = source;
  return {
    stored: {
      key,
      store,
      id: key,
      name: fields.name.trim(),
      sizeBytes,
      storedAtMs,
      ...(sinceMs === undefined ? {} : { sinceMs }),
    },
    bytes,
    filename,
    type,
    ...(lastModifiedMs === undefined ? {} : { lastModifiedMs }),
    fields,
  };
}

export async function packStoredFile({ fields, ...file }: StoredFile): Promise<string> {
  return JSON.stringify({ ...file, fields: await packFields(fields) });
}

/** The inverse of {@link packStoredFile}; `undefined` for a note that was opened and never written, or was damaged. */
export function unpackStoredFile(text: string): StoredFile | undefined {
  try {
    const { fields, bytes, ...file } = JSON.parse(text) as Packed;
    // Older versions wrote all bytes of a key to one file.
    return { ...file, bytes: bytes ?? `${file.stored.key}.bin`, fields: unpackFields(fields) };
  } catch {
    // It says nothing of the other videos, which must not wait for it.
    return undefined;
  }
}

export const oldestFirst = (files: readonly StoredFile[]): StoredUpload[] =>
  files.map(({ stored }) => stored).sort((a, b) => a.storedAtMs - b.storedAtMs);
