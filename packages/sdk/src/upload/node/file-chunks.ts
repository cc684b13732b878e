import type { FileHandle } from 'node:fs/promises';
import { sourceChanged } from '../engine/upload-failure.js';
import { type LeanChunks, leanChunks } from '../sources/lean-chunks.js';

/** Read at a time; the next piece is read while one is on its way. */
const PIECE_BYTES = 1024 * 1024;

/** @param whole - The same file as `handle` has open. */
export function fileChunks(whole: Blob, handle: () => Promise<FileHandle>): LeanChunks {
  return leanChunks(whole, (_chunk, start) => {
    let position = start;
    return async (into) => {
      const { bytesRead } = await (await handle()).read(into, 0, Math.min(PIECE_BYTES, into.byteLength), position);
      if (bytesRead === 0) throw sourceChanged('it became shorter.');
      position += bytesRead;
      return bytesRead;
    };
  });
}
