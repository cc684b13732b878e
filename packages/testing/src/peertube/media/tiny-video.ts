import { seededRandom } from '../../runtime/random.js';

/**
 * Bytes that pass for a video where only the first bytes are looked at: the head of an MP4, then noise.
 *
 * For tests with thousands of uploads. ffprobe would refuse them: use `media: 'sniff'`.
 *
 * @param sizeBytes At least 16.
 * @param seed Other seeds, other bytes.
 */
export function tinyVideo(sizeBytes: number, seed = 1): Uint8Array<ArrayBuffer> {
  if (sizeBytes < 16) throw new RangeError('a tiny video has at least 16 bytes');
  const random = seededRandom(seed);
  const bytes = Uint8Array.from({ length: sizeBytes }, () => Math.floor(random() * 256));
  bytes.set(new TextEncoder().encode('\0\0\0\u0018ftypisom'));
  return bytes;
}
