import type { PiyakastPlayback, PlaybackSource } from '@piyakast/sdk';
import type { MediaTokens } from '../auth/media-token.js';
import { MASTER, POSTER } from '../copies/derived.js';
import type { StreamRow, VideoRow } from '../db/schema.js';
import type { PeerTubeGateway } from '../peertube/gateway.js';
import type { RemotePlayback } from '../peertube/remote-playback.js';
import { Problem } from '../problem.js';
import { type Addresses, hasLocalFile, localFileOf } from '../videos/view.js';
import { type AskOptions, sharedAnswers } from './shared-answers.js';

/** PeerTube keeps what it decided about rights for as long; a viewer who comes back after a refusal gets a new token. */
const KEEP_MS = 10_000;
/** A live may go on air at any moment, and its page asks when it does. */
const KEEP_OFF_AIR_MS = 500;

/** How things play now, for those who may see them; the caller has checked that. */
export interface Playbacks {
  /** @throws {@link Problem} 404 `video/not-found` when PeerTube has it no more; NetworkError when PeerTube is away. */
  ofVideo(row: VideoRow, options?: AskOptions): Promise<PiyakastPlayback>;
  /**
   * A live, or one of its replays.
   *
   * @throws {@link Problem} 404 `live/not-found`, 404 `video/not-found` for a replay that is none; NetworkError.
   */
  ofStream(row: StreamRow, options?: StreamPlaybackOptions): Promise<PiyakastPlayback>;
  /** Where the file of a published video is now; `undefined` when PeerTube has no file. */
  fileOf(row: VideoRow): Promise<string | undefined>;
}

export interface StreamPlaybackOptions extends AskOptions {
  /** UUID of the replay. */
  replay?: string | undefined;
}

/** Where a video is asked for, and what its media is served from. */
export interface PlaybackInstances {
  of(url: string | null): { gateway: Pick<PeerTubeGateway, 'playback'>; mediaBaseUrl: string | undefined };
}

export interface PlaybackDeps {
  instances: PlaybackInstances;
  mediaTokens: MediaTokens;
  addresses: () => Addresses;
  now?: () => number;
}

/** Whether PeerTube shows it to everyone who has its address. */
export const isOpen = ({ privacy }: Pick<VideoRow, 'privacy'>): boolean =>
  privacy === 'public' || privacy === 'unlisted';

export function createPlaybacks({ instances, mediaTokens, addresses, now }: PlaybackDeps): Playbacks {
  // A UUID is the same on every instance that knows the video; the one that has it gives the token.
  const ask = async (key: string) => {
    const [url = '', uuid = ''] = key.split(' ');
    const { gateway, mediaBaseUrl } = instances.of(url);
    const remote = await gateway.playback(uuid);
    return remote && mediaBaseUrl !== undefined ? servedFrom(mediaBaseUrl, url, remote) : remote;
  };
  const shared = sharedAnswers(ask, keepMsOf, now);
  const atPeerTube = (url: string | null, uuid: string, options?: AskOptions) => shared(`${url} ${uuid}`, options);

  const local = async (row: VideoRow): Promise<Local | undefined> => {
    if (!hasLocalFile(row)) return undefined;
    const token = isOpen(row) ? undefined : await mediaTokens.create(row.id);
    const expiresAt = token === undefined ? undefined : mediaTokens.expiresAt();
    const query = token === undefined ? '' : `?t=${token}`;
    const address = (name?: string) =>
      `${addresses().mediaUrl}/media/${row.id}${name === undefined ? '' : `/${name}`}${query}`;
    const { name, type } = localFileOf(row);
    const file: PlaybackSource = { kind: 'file', url: address(name), type };
    const sources: PlaybackSource[] = row.hasHls ? [{ kind: 'hls', url: address(MASTER), live: false }, file] : [file];
    return { sources, expiresAt, poster: row.hasPoster ? address(POSTER) : null, durationSeconds: row.durationSeconds };
  };

  return {
    async ofVideo(row, options) {
      const here = await local(row);
      if (row.state !== 'published' || row.peertubeUuid === null) return answer({ here });
      if (isOpen(row)) return answer({ here, open: openSource(row) });
      try {
        const remote = await atPeerTube(row.peertubeUrl, row.peertubeUuid, options);
        if (remote !== undefined) return answer({ here, remote });
      } catch (error) {
        if (here === undefined) throw error;
      }
      if (here !== undefined) return answer({ here });
      throw new Problem('The video was removed at PeerTube.', { status: 404, code: 'video/not-found' });
    },

    async ofStream(row, { replay, ...options } = {}) {
      const isReplay = row.replays.some(({ uuid }) => uuid === (replay ?? row.peertubeUuid));
      if (replay !== undefined) {
        const remote = isReplay ? await atPeerTube(row.peertubeUrl, replay, options) : undefined;
        if (remote !== undefined) return answer({ remote });
        throw new Problem('The live has no such replay.', { status: 404, code: 'video/not-found' });
      }
      // A live that was streamed once turns into its replay, under the same UUID.
      if (isOpen(row)) return answer({ open: openSource(row), live: isReplay ? null : STREAM_STATES[row.state] });
      const remote = await atPeerTube(row.peertubeUrl, row.peertubeUuid, options);
      if (remote !== undefined) return answer({ remote });
      throw new Problem('The live was deleted at PeerTube.', { status: 404, code: 'live/not-found' });
    },

    async fileOf({ peertubeUrl, peertubeUuid }) {
      return peertubeUuid === null ? undefined : (await atPeerTube(peertubeUrl, peertubeUuid))?.file?.url;
    },
  };
}

/** The addresses of an instance's media, at what stands before it; what is stored elsewhere stays there. */
function servedFrom(mediaBaseUrl: string, instanceUrl: string, remote: RemotePlayback): RemotePlayback {
  const moved = (url: string) =>
    url.startsWith(`${instanceUrl}/`) ? `${mediaBaseUrl}${url.slice(instanceUrl.length)}` : url;
  return {
    ...remote,
    hlsUrl: remote.hlsUrl && moved(remote.hlsUrl),
    file: remote.file && { ...remote.file, url: moved(remote.file.url) },
  };
}

const keepMsOf = (remote: RemotePlayback | undefined): number =>
  remote?.live === 'waiting' || remote?.live === 'ended' ? KEEP_OFF_AIR_MS : KEEP_MS;

interface Local {
  sources: PlaybackSource[];
  expiresAt: Date | undefined;
  poster: string | null;
  durationSeconds: number | null;
}

const STREAM_STATES = { waiting: 'waiting', live: 'on-air', ended: 'ended', error: 'ended' } as const;

/** PeerTube first: it has every size. The local file plays where PeerTube cannot. */
function answer(parts: {
  here?: Local | undefined;
  open?: PlaybackSource | undefined;
  remote?: RemotePlayback;
  live?: PiyakastPlayback['live'];
}): PiyakastPlayback {
  const { here, open, remote, live } = parts;
  const expiries = [here?.expiresAt, remote?.token?.expiresAt].filter((date) => date !== undefined);
  const first = expiries.toSorted((a, b) => a.getTime() - b.getTime())[0];
  return {
    sources: [...(open ? [open] : []), ...(remote ? remoteSources(remote) : []), ...(here?.sources ?? [])],
    expiresAt: first?.toISOString() ?? null,
    fileToken: remote?.token?.value ?? null,
    live: remote?.live ?? live ?? null,
    poster: remote?.poster ?? here?.poster ?? null,
    duration: remote?.durationSeconds ?? here?.durationSeconds ?? null,
    captions: remote?.captions ?? [],
  };
}

function remoteSources({ hlsUrl, file, live }: RemotePlayback): PlaybackSource[] {
  const hls: PlaybackSource[] = hlsUrl === undefined ? [] : [{ kind: 'hls', url: hlsUrl, live: live !== null }];
  return file === undefined ? hls : [...hls, { kind: 'file', ...file }];
}

function openSource(
  row: Pick<VideoRow, 'peertubeUrl' | 'peertubeUuid' | 'peertubeEmbedUrl'>,
): PlaybackSource | undefined {
  const { peertubeUrl, peertubeUuid, peertubeEmbedUrl } = row;
  if (peertubeUrl === null || peertubeUuid === null || peertubeEmbedUrl === null) return undefined;
  return { kind: 'peertube', instanceUrl: peertubeUrl, uuid: peertubeUuid, embedUrl: peertubeEmbedUrl };
}
