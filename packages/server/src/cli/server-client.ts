import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, PiyakastClient } from '@piyakast/sdk';
import { loadConfig } from '../config/config.js';
import type { Environment } from '../config/values.js';
import { serverUrl } from './server-url.js';

/** A client of the running server, with the embedded owner's token or `PIYAKAST_TOKEN`. */
export async function serverClient(env: Environment): Promise<PiyakastClient> {
  const config = loadConfig(env);
  const url = config.publicUrl ?? serverUrl(config);
  return new PiyakastClient({ url, token: env.PIYAKAST_TOKEN ?? (await ownerToken(config.dataDir)) });
}

async function ownerToken(dataDir: string): Promise<string> {
  try {
    return (await readFile(join(dataDir, 'owner-token'), 'utf8')).trim();
  } catch (cause) {
    const message = 'PIYAKAST_TOKEN is missing, and the data directory holds no owner token.';
    throw new ConfigError(message, { code: 'config/invalid-option', cause });
  }
}
