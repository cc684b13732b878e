import { createReadStream, openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { blobSource, streamSource } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';

const NAME = 'bench.mp4';
const TYPE = 'video/mp4';

/** Every kind of source that Node has, made of one file. Those that come once are made anew for each upload. */
const SOURCES = {
  path: (path) => fileSource(path),
  handle: async (path) => fileSource(await open(path), { name: NAME }),
  stream: async (path) => streamed(path, Readable.toWeb(createReadStream(path))),
  iterable: async (path) => streamed(path, createReadStream(path)),
  blob: async (path) => ({ ...blobSource(await openAsBlob(path)), name: NAME, type: TYPE }),
};

export const SOURCE_NAMES = Object.keys(SOURCES);

export const openSource = (kind, path) => SOURCES[kind](path);

async function streamed(path, stream) {
  const handle = await open(path);
  const { size: sizeBytes } = await handle.stat();
  await handle.close();
  return streamSource({ name: NAME, type: TYPE, sizeBytes, stream });
}
