const KIB = 1024;
const MIB = 1024 * KIB;

/** The smallest chunk: below it the requests cost more than the bytes. */
export const MIN_CHUNK_BYTES = 256 * KIB;
/** Above the 5 MiB that S3 wants of every part but the last, for servers that stage uploads there (PeerTube 9). */
export const FIRST_CHUNK_BYTES = 8 * MIB;
/** With half of it a fast server waits a tenth of the time for the next request. One to three are in memory at once. */
export const MAX_CHUNK_BYTES = 16 * MIB;
/** A chunk should take about this long: short enough that a cut costs little, long enough that requests cost little. */
const TARGET_MS = 3_000;

/** What the next chunk's size depends on. */
export interface ChunkSizeInput {
  /** Size of the chunk just sent. */
  chunkBytes: number;
  /** How long it took, or `undefined` when it failed. */
  tookMs: number | undefined;
  maxChunkBytes: number;
}

/**
 * The size of the next chunk. Pure.
 *
 * Sizes double and halve and otherwise stay, because a server that stages uploads in object storage wants chunks of
 * equal size, and at least 5 MiB, once the link allows them.
 */
export function nextChunkBytes({ chunkBytes, tookMs = Infinity, maxChunkBytes }: ChunkSizeInput): number {
  if (tookMs > 2 * TARGET_MS) {
    const smaller = Math.max(MIN_CHUNK_BYTES, Math.floor(chunkBytes / 2));
    return Math.min(smaller, chunkBytes, maxChunkBytes);
  }
  // Doubled twice at once when the link is much faster, so that a fast one is not slowed by small first chunks.
  const factor = tookMs <= TARGET_MS / 8 ? 4 : tookMs <= TARGET_MS / 2 ? 2 : 1;
  let next = chunkBytes * factor;
  while (next > maxChunkBytes && next > chunkBytes) next /= 2;
  return Math.min(next, maxChunkBytes);
}

/** How long one chunk may take before it is given up, from how fast earlier ones were. */
export function chunkTimeoutMs(bytes: number, bytesPerSecond: number, isLast: boolean): number {
  const expectedMs = bytesPerSecond ? (bytes / bytesPerSecond) * 1_000 : 60_000;
  // The server reads the whole file before it answers the last chunk.
  return Math.round(Math.max(60_000, expectedMs * 5)) + (isLast ? 120_000 : 0);
}
