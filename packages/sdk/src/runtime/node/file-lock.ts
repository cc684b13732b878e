import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../clock.js';

/** A holder keeps the lock for one token request; this is several times the longest one. */
const STALE_AFTER_MS = 120_000;
/** A lock without its holder's mark: the holder writes it at once, unless it died between the two. */
const UNMARKED_STALE_AFTER_MS = 2_000;
const POLL_MS = 50;

/** Options of {@link withFileLock}. */
export interface FileLockOptions {
  /** Ends the wait for the lock with its reason. */
  signal?: AbortSignal | undefined;
  clock?: Clock;
}

/**
 * Runs the task while this process alone holds the lock file. A lock left by a dead process is taken over: at once when
 * it ran on this host, else after two minutes.
 *
 * @param path - The lock file; its folder must exist.
 * @throws What the file system throws; the signal's reason.
 * @example
 * ```ts
 * import { withFileLock } from '@piyakast/sdk/node';
 *
 * await withFileLock('./session.lock', async () => console.log('This process alone.'));
 * ```
 */
export async function withFileLock<T>(path: string, task: () => Promise<T>, options: FileLockOptions = {}): Promise<T> {
  const { signal, clock = systemClock } = options;
  const mark = `${process.pid} ${hostname()} ${crypto.randomUUID()}`;
  while (!(await acquire(path, mark))) {
    await removeStale(path, clock);
    await clock.sleep(POLL_MS, signal);
  }
  try {
    return await task();
  } finally {
    // Only its own lock: after a very long pause another process may hold it.
    if ((await contents(path)) === mark) await rm(path, { force: true });
  }
}

async function acquire(path: string, mark: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(mark).finally(() => file.close());
    // A long pause before the mark was written may have made another process take the lock over.
    return (await contents(path)) === mark;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, clock: Clock): Promise<void> {
  const held = await contents(path);
  const found = held === undefined ? undefined : await stat(path).catch(ignoreMissing);
  if (held === undefined || found === undefined) return;
  const [pid, host] = held.split(' ');
  const ageMs = clock.now() - found.mtimeMs;
  const isStale =
    held === ''
      ? ageMs > UNMARKED_STALE_AFTER_MS
      : ageMs > STALE_AFTER_MS || (host === hostname() && !isAlive(Number(pid)));
  if (!isStale) return;
  // Renamed before it is removed, so that of two processes only one removes it.
  const aside = `${path}.${crypto.randomUUID()}`;
  await rename(path, aside).catch(ignoreMissing);
  await rm(aside, { force: true });
}

/** Of this machine or container: on a shared volume the number says nothing about another one's processes. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function contents(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
