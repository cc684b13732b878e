import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

export interface LiveFile {
  bytes: ReadableStream<Uint8Array>;
  sizeBytes: number;
}

/** A file of a live's folder, `undefined` when there is none of that name (yet). */
export async function readLiveFile(folder: string, name: string): Promise<LiveFile | undefined> {
  if (!/^[\w-]+\.(m3u8|ts|json)$/.test(name)) return undefined;
  if (name === 'segments-sha256.json') return textFile(await hashes(folder));
  const path = join(folder, name);
  const found = await statOf(path);
  if (!found) return undefined;
  const bytes = Readable.toWeb(createReadStream(path, { end: Math.max(0, found.size - 1) }));
  return { bytes: bytes as ReadableStream<Uint8Array>, sizeBytes: found.size };
}

function textFile(text: string): LiveFile {
  const bytes = new TextEncoder().encode(text);
  return { bytes: new Blob([bytes]).stream(), sizeBytes: bytes.length };
}

/** Of the segments that the playlist lists now. */
async function hashes(folder: string): Promise<string> {
  const playlist = (await statOf(join(folder, '0.m3u8'))) ? await readFile(join(folder, '0.m3u8'), 'utf8') : '';
  const segments = playlist.split('\n').filter((line) => line.endsWith('.ts'));
  const entries = await Promise.all(
    segments.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
  return JSON.stringify(Object.fromEntries(entries));
}

export async function statOf(path: string): Promise<{ size: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
