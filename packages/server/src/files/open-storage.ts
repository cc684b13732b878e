import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { createFolderStorage } from './folder.js';
import type { FileStorage } from './storage.js';

/** Opens what the configuration names: a bucket, or the folder in DATA_DIR. Loads only what it opens. */
export async function openStorage({ storage, dataDir }: Pick<Config, 'storage' | 'dataDir'>): Promise<FileStorage> {
  if (storage.kind === 'folder') return createFolderStorage(join(dataDir, 'files'));
  const { createBucketStorage } = await import('./bucket.js');
  return createBucketStorage(storage, join(dataDir, 'tmp'));
}
