import { chmod, lstat, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '@piyakast/sdk';
import { isDiskFull } from './disk.js';

const DIRECTORY = 0o700;
const FILE = 0o600;
/** The bits of everyone but the owner. */
const OTHERS = 0o077;

/**
 * Makes the data directory, or sees that it can be used.
 *
 * @throws ConfigError that names DATA_DIR and says what to do.
 */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await makeDirectories(dataDir);
    await restrict(dataDir);
    const probe = join(dataDir, `.probe-${process.pid}`);
    await writeFile(probe, 'x', { mode: FILE });
    await rm(probe);
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

/** Level by level: Node's recursive `mkdir` never ends below `/proc`, where every attempt is ENOENT. */
async function makeDirectories(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: DIRECTORY });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    const lacksParent = code === 'ENOENT' && parent !== path && !(await exists(parent));
    if (!lacksParent) throw error;
    await makeDirectories(parent);
    await mkdir(path, { mode: DIRECTORY });
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Takes the rights of other users away from everything in the data directory: secrets, private videos, the database
 * (PGlite makes its files writable for all). An earlier server may have left them open.
 */
export async function restrictDataDir(dataDir: string): Promise<void> {
  await restrict(dataDir);
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) await restrict(join(entry.parentPath, entry.name));
  }
}

async function restrict(path: string): Promise<void> {
  try {
    const stats = await lstat(path);
    if ((stats.mode & OTHERS) !== 0) await chmod(path, stats.isDirectory() ? DIRECTORY : FILE);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file of the database may go meanwhile; a mounted volume may belong to another user, who decides on its rights.
    if (code !== 'ENOENT' && code !== 'EPERM') throw error;
  }
}

/** What keeps a server from using its data directory, in one line. */
export function dataDirError(dataDir: string, cause: unknown): ConfigError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new ConfigError(`DATA_DIR ${reasonOf(dataDir, code, cause) ?? `(${dataDir}) cannot be used: ${message}.`}`, {
    code: 'config/invalid-option',
    cause,
  });
}

function reasonOf(dataDir: string, code: string | undefined, cause: unknown): string | undefined {
  if (isDiskFull(cause))
    return `(${dataDir}) is on a disk that is full; make room, or set it to a directory on another.`;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `(${dataDir}) is a file or lies in one; set it to a directory.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // The kernel's own file systems have no place for new files.
    case 'ENOENT':
      return `(${dataDir}) cannot be written by this user (${code}); allow it, or set it to another directory.`;
    default:
      return undefined;
  }
}
