import { hash53 } from '../../runtime/hash.js';
import type { UploadSource } from '../types.js';

const SAMPLE_BYTES = 64 * 1024;

/**
 * Distinguishes files without reading them whole: size, time of change, and a hash of its head, middle and tail.
 * A source that can be read once has no samples.
 */
export async function fingerprint(source: UploadSource, options: { signal?: AbortSignal } = {}): Promise<string> {
  const { sizeBytes, lastModifiedMs = '', once } = source;
  const samples: Blob[] = [];
  const last = Math.max(0, sizeBytes - SAMPLE_BYTES);
  for (const start of once ? [] : [0, Math.floor(last / 2), last]) {
    samples.push(new Blob([await source.slice(start, Math.min(start + SAMPLE_BYTES, sizeBytes), options)]));
  }
  const bytes = new Uint8Array(await new Blob(samples).arrayBuffer());
  return [sizeBytes, lastModifiedMs, once ? '' : hash53(bytes).toString(36)].join('/');
}

/** Whether two fingerprints may be of the same file: a part that one of them lacks is not held against it. */
export function sameFile(a: string, b: string): boolean {
  const others = b.split('/');
  return a.split('/').every((part, index) => !part || !others[index] || part === others[index]);
}
