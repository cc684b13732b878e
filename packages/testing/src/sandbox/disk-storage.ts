import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { chunksOf, type FileStorage } from '../runtime/storage.js';

/** A storage whose files have a path, so that ffmpeg can read them. */
export interface DiskStorage extends FileStorage {
  path(key: string): string;
}

/** Keeps files in one folder. Bytes go to the disk as they come: no file is ever whole in memory. */
export async function createDiskStorage(folder: string): Promise<DiskStorage> {
  await mkdir(folder, { recursive: true });
  const path = (key: string) => {
    if (!/^[\w.-]+$/.test(key) || key.startsWith('.')) throw new Error(`"${key}" is not a storage key`);
    return join(folder, key);
  };
  return {
    path,
    async write(key, offset, source) {
      const file = await open(path(key), (await exists(path(key))) ? 'r+' : 'w');
      let position = offset;
      try {
        for await (const chunk of chunksOf(source)) {
          let written = 0;
          while (written < chunk.length) {
            const { bytesWritten } = await file.write(chunk, written, chunk.length - written, position + written);
            written += bytesWritten;
          }
          position += chunk.length;
        }
        return position - offset;
      } finally {
        await file.close();
      }
    },
    async size(key) {
      return (await exists(path(key)))?.size ?? 0;
    },
    read(key, start = 0, end) {
      if (end !== undefined && end <= start) return new Blob([]).stream();
      const file = createReadStream(path(key), { start, ...(end === undefined ? {} : { end: end - 1 }) });
      return Readable.toWeb(file) as ReadableStream<Uint8Array>;
    },
    rename: (from, to) => rename(path(from), path(to)),
    remove: (key) => rm(path(key), { force: true }),
    async sha256(key) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path(key))) hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
  };
}

async function exists(path: string): Promise<{ size: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
