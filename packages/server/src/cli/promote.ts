import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, PiyakastClient } from '@piyakast/sdk';
import { loadConfig } from '../config/config.js';
import type { CliIo } from './io.js';
import { serverUrl } from './server-url.js';

/** Asks the running server to publish what waits. Works with the embedded owner's token, or with `PIYAKAST_TOKEN`. */
export async function promote(io: CliIo, id: string | undefined): Promise<number> {
  const config = loadConfig(io.env);
  const url = config.publicUrl ?? serverUrl(config);
  const client = new PiyakastClient({ url, token: io.env.PIYAKAST_TOKEN ?? (await ownerToken(config.dataDir)) });
  if (id !== undefined) {
    const video = await client.videos.retry(id);
    io.out(`${video.id}  ${video.state}  ${video.name}`);
    return 0;
  }
  let asked = 0;
  for (let start = 0; ; start += 100) {
    const { data } = await client.videos.list({ start, count: 100 });
    for (const video of data.filter(({ state }) => state === 'local' || state === 'stored')) {
      await client.videos.retry(video.id);
      io.out(`${video.id}  ${video.name}`);
      asked++;
    }
    if (data.length < 100) break;
  }
  io.out(asked === 0 ? 'Nothing waits.' : `${asked} asked to publish now.`);
  return 0;
}

async function ownerToken(dataDir: string): Promise<string> {
  try {
    return (await readFile(join(dataDir, 'owner-token'), 'utf8')).trim();
  } catch (cause) {
    const message = 'PIYAKAST_TOKEN is missing, and the data directory holds no owner token.';
    throw new ConfigError(message, { code: 'config/invalid-option', cause });
  }
}
