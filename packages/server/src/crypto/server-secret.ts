import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.js';

/** Only the user that runs the server may read what is in these files. */
const OWNER_ONLY = 0o600;

/**
 * The secret that everything of this server is derived from: the configured one, or one made at the first start.
 *
 * Servers that share a database need the same `SERVER_SECRET` (or `AUTH_SECRET`).
 */
export async function serverSecret(config: Config): Promise<string> {
  if (config.serverSecret !== undefined) return config.serverSecret;
  if (config.auth.kind === 'secret') return config.auth.secret;
  return readOrMake(config.dataDir, 'secret', () => randomBytes(48).toString('base64url'));
}

/** Reads a private file of the data directory; makes it when there is none. Two makers end with the same content. */
export async function readOrMake(dataDir: string, name: string, make: () => string | Promise<string>): Promise<string> {
  const path = join(dataDir, name);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const existing = await readIfThere(path);
  if (existing !== undefined) return existing;
  const content = await make();
  try {
    const file = await open(path, 'wx', OWNER_ONLY);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readIfThere(path)) ?? content;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    const content = (await readFile(path, 'utf8')).trim();
    return content === '' ? undefined : content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
