import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { type DataStore, Upload } from '@tus/server';
import type { Db } from '../db/database.js';
import { type FolderStorage, syncPath } from '../files/folder.js';
import type { FileStorage } from '../files/storage.js';
import { findVideo } from '../videos/rows.js';

/** Where tus puts the bytes of uploads. */
export function uploadStore(db: Db, files: FileStorage): DataStore {
  return files.kind === 'folder' ? new FolderUploads(db, files) : files.uploads;
}

/**
 * The disk side of tus. What is known of an upload is in its row, and a part counts only once it is on the disk:
 * the store of the library writes, and this one waits for the disk.
 */
class FolderUploads extends FileStore {
  readonly #files: FolderStorage;

  constructor(db: Db, files: FolderStorage) {
    super({
      directory: files.directory,
      configstore: {
        async get(id) {
          const row = await findVideo(db, id);
          if (row === undefined || row.state !== 'receiving') return undefined;
          return new Upload({ id, size: row.sizeBytes, offset: 0, creation_date: row.createdAt.toISOString() });
        },
        // The row is written where the upload is allowed, and goes where the video is deleted.
        set: async () => undefined,
        delete: async () => undefined,
      },
    });
    this.#files = files;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  /** Never empties a file that is there: the same announcement may come twice, and bytes between the two. */
  override async create(upload: Upload): Promise<Upload> {
    await this.#files.create(upload.id, upload.size ?? 0);
    return upload;
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    // Not the library's own write, which hides why the disk refused.
    const file = createWriteStream(this.#files.path(id), { flags: 'r+', start: offset });
    await pipeline(readable, file);
    await syncPath(this.#files.path(id), 'r+');
    await syncPath(this.#files.directory, 'r');
    return offset + file.bytesWritten;
  }
}
