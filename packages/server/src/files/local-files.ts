import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeBytes } from './disk.js';

/** Ids are UUIDs; anything else is no file of ours, whatever a request says. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIDECAR = '.json';

/** The videos that are here, one file each, named by the video's id; beside a whole one lies its sidecar. */
export interface LocalFiles {
  readonly directory: string;
  path(id: string): string;
  /** Bytes on disk; `undefined` when there is no such file. */
  size(id: string): Promise<number | undefined>;
  create(id: string): Promise<void>;
  /** Resolves when the file and its name survive a power cut. */
  sync(id: string): Promise<void>;
  /** The file and its sidecar. Succeeds also when they are gone already. */
  remove(id: string): Promise<void>;
  list(): Promise<{ id: string; modifiedAtMs: number }[]>;
  /** Writes what is known of a file beside it. Survives a power cut, the old text or the new, never a half. */
  writeSidecar(id: string, text: string): Promise<void>;
  readSidecar(id: string): Promise<string | undefined>;
  /** Ids of the files that have a sidecar. */
  listSidecars(): Promise<string[]>;
  /** @throws The system's error when nothing can be written here. */
  check(): Promise<void>;
  /** Room on the disk. */
  freeBytes(): Promise<number>;
}

export async function createLocalFiles(directory: string): Promise<LocalFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = (id: string) => {
    if (!ID.test(id)) throw new TypeError('No file has this name.');
    return join(directory, id);
  };
  const sidecar = (id: string) => `${path(id)}${SIDECAR}`;
  const draft = (id: string) => `${sidecar(id)}.new`;
  return {
    directory,
    path,
    async size(id) {
      return (await unlessMissing(stat(path(id))))?.size;
    },
    async create(id) {
      await (await open(path(id), 'a', 0o600)).close();
    },
    async sync(id) {
      await syncPath(path(id), 'r+');
      await syncPath(directory, 'r');
    },
    async remove(id) {
      // A sidecar promises a file, so it goes first.
      for (const name of [draft(id), sidecar(id), path(id)]) await rm(name, { force: true });
    },
    async list() {
      const found: { id: string; modifiedAtMs: number }[] = [];
      for (const id of await readdir(directory)) {
        const stats = ID.test(id) ? await unlessMissing(stat(join(directory, id))) : undefined;
        if (stats !== undefined) found.push({ id, modifiedAtMs: stats.mtimeMs });
      }
      return found;
    },
    async writeSidecar(id, text) {
      const handle = await open(draft(id), 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft(id), sidecar(id));
      await syncPath(directory, 'r');
    },
    readSidecar: (id) => unlessMissing(readFile(sidecar(id), 'utf8')),
    async listSidecars() {
      const names = (await readdir(directory)).filter((name) => name.endsWith(SIDECAR));
      return names.map((name) => name.slice(0, -SIDECAR.length)).filter((id) => ID.test(id));
    },
    async check() {
      const probe = join(directory, `.probe-${process.pid}`);
      await writeFile(probe, 'x', { mode: 0o600 });
      await rm(probe, { force: true });
    },
    freeBytes: () => freeBytes(directory),
  };
}

async function unlessMissing<Value>(task: Promise<Value>): Promise<Value | undefined> {
  try {
    return await task;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
