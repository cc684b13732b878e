import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommonStorage } from './common-storage.js';
import { freeBytes } from './disk.js';
import { DERIVED, FILE_ID, fileKey, SIDECAR } from './file-key.js';

/** One file for each video, named by its id; beside a whole one lies its sidecar. */
export interface FolderStorage extends CommonStorage {
  readonly kind: 'folder';
  readonly directory: string;
  path(id: string, derived?: string): string;
}

/** One factory: its methods are short and share how a name becomes a path. */
export async function createFolderStorage(directory: string): Promise<FolderStorage> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = (id: string, derived?: string) => join(directory, fileKey(id, derived));
  const sidecar = (id: string) => `${path(id)}${SIDECAR}`;
  const draft = (id: string) => `${sidecar(id)}.new`;
  const sizeOf = async (file: string) => (await unlessMissing(stat(file)))?.size;
  return {
    kind: 'folder',
    directory,
    place: directory,
    path,
    size: (id) => sizeOf(path(id)),
    async create(id) {
      await (await open(path(id), 'a', 0o600)).close();
    },
    async complete(id, sizeBytes) {
      if ((await sizeOf(path(id))) !== sizeBytes) return false;
      await syncPath(path(id), 'r+');
      await syncPath(directory, 'r');
      return true;
    },
    async head(id, bytes) {
      const file = await open(path(id), 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    read: async (id, range) => createReadStream(path(id), range),
    withLocalFile: (id, use) => use(path(id)),
    async writeDerived(id, name, from) {
      const target = path(id, name);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await copyFile(from, `${target}.new`);
      await syncPath(`${target}.new`, 'r+');
      await rename(`${target}.new`, target);
      await syncPath(dirname(target), 'r');
    },
    derivedSize: (id, name) => sizeOf(path(id, name)),
    readDerived: async (id, name) => createReadStream(path(id, name)),
    async remove(id) {
      // A sidecar promises a file, so it goes first.
      for (const name of [draft(id), sidecar(id)]) await rm(name, { force: true });
      await rm(`${path(id)}${DERIVED}`, { recursive: true, force: true });
      await rm(path(id), { force: true });
    },
    async list() {
      const found: { id: string; modifiedAtMs: number }[] = [];
      for (const id of await readdir(directory)) {
        const stats = FILE_ID.test(id) ? await unlessMissing(stat(join(directory, id))) : undefined;
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
      return names.map((name) => name.slice(0, -SIDECAR.length)).filter((id) => FILE_ID.test(id));
    },
    async check() {
      const probe = join(directory, `.probe-${process.pid}`);
      await writeFile(probe, 'x', { mode: 0o600 });
      await rm(probe, { force: true });
    },
    freeBytes: () => freeBytes(directory),
  };
}

/** Resolves when what a path names survives a power cut. */
export async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessMissing<Value>(task: Promise<Value>): Promise<Value | undefined> {
  try {
    return await task;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
