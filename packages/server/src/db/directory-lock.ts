import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@piyakast/sdk';

const NAME = 'server.lock';

/** Another process has the directory. */
export class DirectoryInUseError extends ConfigError {
  override name = 'DirectoryInUseError';
  readonly pid: number;

  constructor(directory: string, pid: number) {
    const message = `The data directory ${directory} is in use by the server with pid ${pid}; stop it, or set DATA_DIR to another directory.`;
    super(message, { code: 'config/invalid-option' });
    this.pid = pid;
  }
}

/** Who holds the lock. A number alone is not enough: systems give it to another process later. */
interface Holder {
  pid: number;
  /** When the process was started, in the words of the system; empty where it does not say. */
  started: string;
}

/**
 * Takes a directory for this process alone. A lock that a killed process left behind is taken over.
 *
 * @returns Gives the directory back.
 * @throws {@link DirectoryInUseError} naming the process that has it.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, NAME);
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder);
  while (!(await create(path, mine))) {
    const found = await read(path);
    if (found === undefined) continue;
    const holder = parse(found);
    if (holder !== undefined && (await isAlive(holder))) {
      throw new DirectoryInUseError(directory, holder.pid);
    }
    await removeStale(path, found);
  }
  return async () => {
    if ((await read(path)) === mine) await rm(path, { force: true });
  };
}

/** A link appears whole or not at all, so a half-written lock is never read. */
async function create(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two servers may find the same stale lock: the one whose rename moved exactly that lock wins, the other looks again. */
async function removeStale(path: string, expected: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await read(aside)) === expected) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What is no lock of ours does not keep us out. */
function parse(content: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(content);
    const holder = value as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.started === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  // A container started again often gets the number of the one before it.
  if (holder.pid === process.pid) return holder.started === (await startOf(process.pid)) && holder.started !== '';
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.started === '' || holder.started === (await startOf(holder.pid));
}

/** On Linux: the boot and the tick that the process was started at. */
async function startOf(pid: number): Promise<string> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The command in parentheses may hold spaces; the start is the 20th word after it (proc(5), field 22).
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot.trim()}/${ticks}`;
  } catch {
    // Not Linux, or the process is gone: its number has to do.
    return '';
  }
}
