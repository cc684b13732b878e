import { open } from 'node:fs/promises';
import { HEAD_BYTES, recognizeFile } from '@piyakast/sdk';

/** What a received file is, or why PeerTube would not take it. */
export type Recognized = { mediaType: string; extension: string } | { refusal: string };

/**
 * Recognises a file on the disk as the SDK does, so that what PeerTube would refuse after the last byte is refused before.
 *
 * @param extensions - Those that the instance takes; empty while it is not known, when those of a stock PeerTube count.
 */
export async function recognizeStored(path: string, name: string, extensions: readonly string[]): Promise<Recognized> {
  const head = await readHead(path);
  const listed = extensions.length > 0 ? extensions : undefined;
  const { container, refusal } = recognizeFile({ head, name, extensions: listed });
  if (container === undefined) {
    return { refusal: `"${name}" is not a video or sound that can be published; choose another file.` };
  }
  if (refusal !== undefined) return { refusal: refusal.message };
  // What browsers play the local copy by is the content; what PeerTube goes by is decided when it is sent.
  return { mediaType: container.mediaType, extension: container.name };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
