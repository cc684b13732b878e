import type { Clock, PiyakastPlayback, ReadOptions } from '@piyakast/sdk';
import type { EngineSource } from '../engines/engine.js';
import type { Resolution } from '../resolution.js';
import { createMediaAccess, type MediaGrant, withoutQuery } from './media-access.js';

export type ReadPlayback = (options?: ReadOptions) => Promise<PiyakastPlayback>;

/** What a PIYAKast server said about playing a video or live that is not public; its addresses are renewed by `read`. */
export function fromPlayback(
  playback: PiyakastPlayback,
  { read, clock }: { read: ReadPlayback; clock: Clock },
): Resolution {
  const { captions, duration, live, poster, sources } = playback;
  const renew = async (options: ReadOptions) => grantOf(await read(options));
  const access = createMediaAccess({ grant: grantOf(playback), renew, clock });
  const playables = sources.flatMap((source) => {
    if (source.kind === 'peertube') return [];
    // What opens it is added when the address is used, so it reaches no event and no page.
    const played: EngineSource = { ...source, url: withoutQuery(source.url), access };
    const tracks = live === null ? captions.map((caption) => ({ ...caption })) : [];
    return [{ source: played, ...(tracks.length === 0 ? {} : { captions: async () => tracks }) }];
  });
  return {
    playables: live === null || live === 'on-air' ? playables : [],
    ...(live === null ? {} : { live }),
    poster: poster ?? undefined,
    duration: duration ?? undefined,
  };
}

function grantOf({ expiresAt, fileToken, sources }: PiyakastPlayback): MediaGrant {
  return {
    fileToken: fileToken ?? undefined,
    expiresAtMs: expiresAt === null ? undefined : Date.parse(expiresAt),
    urls: sources.flatMap((source) => (source.kind === 'peertube' ? [] : [source.url])),
  };
}
