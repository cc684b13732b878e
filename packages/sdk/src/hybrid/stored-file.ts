import type { UploadSource } from '../upload/types.js';
import type { PeerTubeVideoFields } from '../upload/video-fields.js';
import { packFields, unpackFields } from './fields-json.js';
import type { StoredUpload } from './types.js';

/** The note beside a stored file: what it is and what it becomes. Written last, so a file with a note is whole. */
export interface StoredFile {
  stored: StoredUpload;
  filename: string;
  type: string;
  lastModifiedMs?: number;
  fields: PeerTubeVideoFields;
}

export function storedFile(
  store: string,
  key: string,
  source: UploadSource,
  fields: PeerTubeVideoFields,
  { storedAtMs, sinceMs }: { storedAtMs: number; sinceMs: number | undefined },
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
    filename,
    type,
    ...(lastModifiedMs === undefined ? {} : { lastModifiedMs }),
    fields,
  };
}

export async function packStoredFile({ fields, ...file }: StoredFile): Promise<string> {
  return JSON.stringify({ ...file, fields: await packFields(fields) });
}

export function unpackStoredFile(text: string): StoredFile {
  const { fields, ...file } = JSON.parse(text) as Omit<StoredFile, 'fields'> & { fields: string };
  return { ...file, fields: unpackFields(fields) };
}

export const oldestFirst = (files: readonly StoredFile[]): StoredUpload[] =>
  files.map(({ stored }) => stored).sort((a, b) => a.storedAtMs - b.storedAtMs);
