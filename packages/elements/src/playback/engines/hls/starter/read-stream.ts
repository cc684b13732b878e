import { PlayerError } from '../../engine-error.js';
import type { Fetched, Memory } from './memory.js';
import { isPlaylist, type Level, type MediaPlaylist, parseMaster, parseMedia } from './playlist.js';
import type { Request } from './request.js';

/** hls.js's own estimate before it has measured anything. Bits per second. */
const FIRST_ESTIMATE = 500_000;

/** What a starter plays: one level, and its sound where it is apart. */
export interface StreamPlan {
  readonly picture: MediaPlaylist;
  readonly sound: MediaPlaylist | undefined;
}

export interface ReadOptions {
  readonly memory: Memory;
  readonly request: Request;
  readonly signal: AbortSignal;
}

/**
 * Reads the playlists of a stream, as many at a time as are known.
 *
 * @returns `undefined` for a stream that is left to the engine. Rejects with a {@link PlayerError} when there is no
 * stream at the address.
 */
export async function readStream(url: string, options: ReadOptions): Promise<StreamPlan | undefined> {
  const text = await readText(url, options);
  if (!isPlaylist(text)) throw new PlayerError('player/no-source', 'There is no video stream at the address.');
  const levels = parseMaster(text, url);
  const level = levels && firstLevel(levels);
  if (level === undefined) {
    const picture = parseMedia(text, url);
    return picture && { picture, sound: undefined };
  }
  const [picture, sound] = await Promise.all(
    [level.url, level.audioUrl].map(async (address) =>
      address === undefined ? undefined : parseMedia(await readText(address, options), address),
    ),
  );
  if (picture === undefined || (level.audioUrl !== undefined && sound === undefined)) return undefined;
  return { picture, sound };
}

/** The best level that the engine too would begin with: within its estimate, or the smallest. */
function firstLevel(levels: readonly Level[]): Level | undefined {
  const byBandwidth = [...levels].sort((a, b) => a.bandwidth - b.bandwidth);
  return byBandwidth.findLast(({ bandwidth }) => bandwidth <= FIRST_ESTIMATE) ?? byBandwidth[0];
}

async function readText(url: string, { memory, request, signal }: ReadOptions): Promise<string> {
  const startMs = performance.now();
  const fetched = (async (): Promise<Fetched<string>> => {
    const response = await request(url, signal);
    const firstByteMs = performance.now();
    return { body: await response.text(), startMs, firstByteMs, endMs: performance.now() };
  })();
  memory.keep(url, fetched);
  return (await fetched).body;
}
