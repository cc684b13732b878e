import { systemClock } from '../../runtime/clock.js';
import { systemRandom } from '../../runtime/random.js';
import { memoryRecords } from '../records/memory-records.js';
import type { UploadOptions } from '../types.js';
import { checkUploadKey, invalidOption, newUploadKey } from '../upload-key.js';
import { FIRST_CHUNK_BYTES, MAX_CHUNK_BYTES } from './chunk-size.js';

const MINUTE_MS = 60_000;

/** {@link UploadOptions} with every default filled in. */
export type UploadSettings = Required<Omit<UploadOptions, 'onProgress' | 'signal' | 'sinceMs'>> & {
  sinceMs: number | undefined;
  /** True when this key cannot have been used before. */
  newKey: boolean;
};

/** @throws ConfigError naming the option that is wrong. */
export function uploadSettings({
  key,
  sinceMs,
  records = memoryRecords(),
  maxChunkBytes = MAX_CHUNK_BYTES,
  chunkBytes = FIRST_CHUNK_BYTES,
  stallTimeoutMs = 10 * MINUTE_MS,
  processingTimeoutMs = 30 * MINUTE_MS,
  clock = systemClock,
  random = systemRandom,
}: UploadOptions): UploadSettings {
  const numbers = { maxChunkBytes, chunkBytes, stallTimeoutMs, processingTimeoutMs };
  for (const [name, value] of Object.entries(numbers)) {
    if (!(value > 0)) throw invalidOption(name, 'a number above 0');
  }
  return {
    ...numbers,
    chunkBytes: Math.min(chunkBytes, maxChunkBytes),
    newKey: key === undefined,
    sinceMs,
    key: checkUploadKey(key ?? newUploadKey()),
    records,
    clock,
    random,
  };
}
