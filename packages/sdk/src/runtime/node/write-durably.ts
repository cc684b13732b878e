import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: written aside with mode 0600, synced, renamed, and the folder synced, so that a crash leaves
 * the old content or the new.
 *
 * @throws What the file system throws.
 * @example
 * ```ts
 * import { writeDurably } from '@piyakast/sdk/node';
 *
 * await writeDurably('./settings.json', JSON.stringify({ theme: 'dark' }));
 * ```
 */
export async function writeDurably(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const aside = `${path}.${crypto.randomUUID()}.part`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its rename is durable by the journal.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
