import { recognizeFile } from '@piyakast/sdk';

/** What a received file is, or why PeerTube would not take it. */
export type Recognized = { mediaType: string; extension: string } | { refusal: string };

/**
 * Recognises a received file as the SDK does, so that what PeerTube would refuse after the last byte is refused before.
 *
 * @param head - Its first `HEAD_BYTES`.
 * @param extensions - Those that the instance takes; empty while it is not known, when those of a stock PeerTube count.
 */
export function recognizeStored(head: Uint8Array, name: string, extensions: readonly string[]): Recognized {
  const listed = extensions.length > 0 ? extensions : undefined;
  const { container, refusal } = recognizeFile({ head, name, extensions: listed });
  if (container === undefined) {
    return { refusal: `"${name}" is not a video or sound that can be published; choose another file.` };
  }
  if (refusal !== undefined) return { refusal: refusal.message };
  // What browsers play the local copy by is the content; what PeerTube goes by is decided when it is sent.
  return { mediaType: container.mediaType, extension: container.name };
}
