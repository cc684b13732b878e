import {
  type CallOptions,
  createCache,
  createPeerTube,
  createPiyakast,
  getCaptions,
  getChapters,
  getFileToken,
  getPiyakastStream,
  getPiyakastStreamPlayback,
  getPiyakastVideo,
  getPiyakastVideoPlayback,
  getStoryboards,
  getVideo,
  type PeerTube,
  type PeerTubeCaption,
  type PeerTubeChapter,
  type PeerTubeFileToken,
  type PeerTubeStoryboard,
  type PeerTubeVideoDetails,
  type PiyakastPlayback,
  type PiyakastPlaybackOptions,
  type PiyakastStream,
  type PiyakastToken,
  type PiyakastVideo,
  type PiyakastViewerOptions,
  type ReadOptions,
  type StartViewingOptions,
  startViewing,
  type Viewing,
} from '@piyakast/sdk';
import { fetchAfterPreview } from './fetch-after-preview.js';

/** Sources are looked for again and again, so one request gives up early and leaves waiting to the playback. */
const SHORT = { timeoutMs: 5000, retry: { limit: 1, budgetMs: 5000, baseMs: 300 } };

/** What a player needs of a PIYAKast server. A `PiyakastClient` has it. */
export interface PiyakastAccess {
  readonly videos: {
    get(id: string, options?: PiyakastViewerOptions): Promise<PiyakastVideo>;
    /** Plays what is not public. */
    playback?(id: string, options?: PiyakastPlaybackOptions): Promise<PiyakastPlayback>;
  };
  readonly streams: {
    get(id: string, options?: CallOptions): Promise<PiyakastStream>;
    /** Plays what is not public. */
    playback?(id: string, options?: ReadOptions & { replay?: string | undefined }): Promise<PiyakastPlayback>;
  };
}

/** Options of a question about one video of an instance. */
export interface VideoQuestion {
  password: string | undefined;
  signal?: AbortSignal;
}

/** What a player needs of a PeerTube instance. */
export interface PeerTubeAccess {
  /** `fresh`: not an answer from the cache. */
  getVideo(id: string, options: VideoQuestion & { fresh: boolean }): Promise<PeerTubeVideoDetails>;
  /** Opens the files of a video that is not public. */
  getFileToken(id: string, options: VideoQuestion): Promise<PeerTubeFileToken>;
  /** Captions of a video. */
  getCaptions(id: string, options: VideoQuestion): Promise<PeerTubeCaption[]>;
  /** Chapters of a video. */
  getChapters(id: string, options: VideoQuestion): Promise<PeerTubeChapter[]>;
  /** Previews of a video. */
  getStoryboards(id: string, options: VideoQuestion): Promise<PeerTubeStoryboard[]>;
  /** Reports where the viewer is, while it plays. */
  startViewing(id: string, options: StartViewingOptions): Viewing;
}

/** Access to a server by its address. */
export function piyakastAccess(url: string, token: () => PiyakastToken | undefined): PiyakastAccess {
  const current = async () => {
    const given = token();
    return typeof given === 'function' ? given() : given;
  };
  const piyakast = createPiyakast({ url, token: current, ...SHORT });
  return {
    videos: {
      get: (id, options) => getPiyakastVideo(piyakast, id, options),
      playback: (id, options) => getPiyakastVideoPlayback(piyakast, id, options),
    },
    streams: {
      get: (id, options) => getPiyakastStream(piyakast, id, options),
      playback: (id, options) => getPiyakastStreamPlayback(piyakast, id, options),
    },
  };
}

/**
 * Contexts without a session, by instance: all players of a page share one, and with it its answers, the instance's
 * request budget and what is known of its outages.
 */
const anonymous = new Map<string, PeerTube>();

/** Access to an instance: with the page's own session when there is one, else without. */
export function peertubeAccess(origin: string, session?: PeerTube): PeerTubeAccess {
  const peertube = session ?? anonymousPeerTube(origin);
  return {
    getVideo: (id, options) => getVideo(peertube, id, options),
    getFileToken: (id, options) => getFileToken(peertube, id, options),
    getCaptions: (id, options) => getCaptions(peertube, id, options),
    getChapters: (id, options) => getChapters(peertube, id, options),
    getStoryboards: (id, options) => getStoryboards(peertube, id, options),
    startViewing: (id, options) => startViewing(peertube, id, options),
  };
}

function anonymousPeerTube(origin: string): PeerTube {
  const known = anonymous.get(origin);
  if (known !== undefined) return known;
  const made = createPeerTube({
    url: origin,
    fetch: fetchAfterPreview,
    cache: createCache({ maxEntries: 50 }),
    ...SHORT,
  });
  anonymous.set(origin, made);
  return made;
}
