import { statfs } from 'node:fs/promises';
import { Problem } from '../problem.js';

/** Uploads leave so much free, because a database that cannot write loses its last changes. */
export const RESERVE_BYTES = 32 * 1024 * 1024;

/** PostgreSQL's `disk_full`, and the words of systems. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/**
 * Refuses bytes that would leave less than the reserve.
 *
 * @throws {@link Problem} 507 `upload/server-full`.
 */
export async function requireRoom(free: () => Promise<number>, reserveBytes: number, bytes: number): Promise<void> {
  if ((await free()) - reserveBytes < bytes) throw serverFull();
}

/** Whether an error says, itself or in its causes, that a disk or a quota is full. */
export function isDiskFull(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth++) {
    if (FULL.has(String((current as NodeJS.ErrnoException).code))) return true;
  }
  return false;
}

/** Bytes that this user may still write to the disk of a path; infinite where the system does not say. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(path);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

/** The answer while there is no room; what is stored stays, and the sender may continue later. */
export function serverFull(cause?: unknown): Problem {
  const detail =
    'The disk of this server is full. What was received is kept; try again when its operator has made room.';
  return new Problem(detail, { status: 507, code: 'upload/server-full', retryable: true, cause });
}
