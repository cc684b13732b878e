import { PlayerError } from '../engine-error.js';

const GONE: readonly number[] = [404, 410];
const PLAYABLE_TYPE = /^(video|audio)\/|^application\/(octet-stream|mp4|ogg)/i;

/**
 * Why a `<video>` could not open an address. Browsers report a missing file, a refused connection and an unknown format
 * alike, and only some of them pass with time; so the address is requested once more, for its status and type alone.
 *
 * @returns An error that trying again cannot cure; `undefined` when it may, or when nothing can be known.
 */
export async function explainLoadFailure(url: string, signal: AbortSignal): Promise<PlayerError | undefined> {
  const answer = await headOf(url, signal);
  if (answer === undefined) return undefined;
  const { status, type } = answer;
  if (GONE.includes(status)) return new PlayerError('player/no-source', `There is no file at the address (${status}).`);
  if (status < 200 || status > 299) return undefined;
  if (type !== undefined && !PLAYABLE_TYPE.test(type)) {
    return new PlayerError('player/no-source', `The address leads to ${type}, which is no video.`);
  }
  return new PlayerError('player/unsupported', 'This browser cannot play the file.');
}

/** The head of the answer; `undefined` when the request fails or the origin does not let pages read it. */
async function headOf(
  url: string,
  signal: AbortSignal,
): Promise<{ status: number; type: string | undefined } | undefined> {
  const over = new AbortController();
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, over.signal]) });
    return { status: answer.status, type: answer.headers.get('content-type') ?? undefined };
  } catch {
    // Offline, refused, or no CORS: the same address may work later.
    return undefined;
  } finally {
    // The body is not wanted.
    over.abort();
  }
}
