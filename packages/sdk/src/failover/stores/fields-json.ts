import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import { EXTRA_FIELDS, type PeerTubeVideoFields, VIDEO_FIELDS } from '../../peertube/uploads/video-fields.js';

/** What a promotion gives to the primary again. */
export type StoredFields = PeerTubeVideoFields & Pick<PeerTubeUploadOptions, 'inspect'>;

/** Marks a file inside the JSON. */
const FILE = '$file';

/** Options of the upload itself are left out, but a file that was taken uninspected must not be refused by its promotion. */
const NAMES = [...VIDEO_FIELDS, ...EXTRA_FIELDS, 'inspect'] as const;

/** The fields as JSON; images and captions become base64. */
export async function packFields(fields: StoredFields): Promise<string> {
  const entries = NAMES.filter((name) => fields[name] !== undefined).map(async (name) => [
    name,
    await pack(fields[name]),
  ]);
  return JSON.stringify(Object.fromEntries(await Promise.all(entries)));
}

/** The inverse of {@link packFields}. */
export function unpackFields(text: string): StoredFields {
  return JSON.parse(text, (_name, value) => {
    if (typeof value !== 'object' || value === null || !(FILE in value)) return value;
    const { type, data } = value[FILE] as { type: string; data: string };
    return new Blob([Uint8Array.from(atob(data), (character) => character.charCodeAt(0))], { type });
  }) as StoredFields;
}

async function pack(value: unknown): Promise<unknown> {
  if (value instanceof Blob)
    return { [FILE]: { type: value.type, data: base64(new Uint8Array(await value.arrayBuffer())) } };
  if (Array.isArray(value)) return Promise.all(value.map(pack));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([name, item]) => [name, await pack(item)]);
  return Object.fromEntries(await Promise.all(entries));
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
