import type {
  CallOptions,
  PeerTube,
  PeerTubeCaption,
  PeerTubeVideoDetails,
  PiyakastStream,
  PiyakastToken,
  PiyakastVideo,
  StartViewingOptions,
  Viewing,
} from '@piyakast/sdk';
import { createPeerTube, getCaptions, getFileToken, getVideo, PiyakastClient, startViewing } from '@piyakast/sdk';

/** A resolver is asked again and again, so one question gives up early and leaves waiting to the playback. */
const PATIENCE = { timeoutMs: 5000, retry: { limit: 1, budgetMs: 5000, baseMs: 300 } };

/** What a player needs of a PIYAKast server. A `PiyakastClient` has it. */
export interface PiyakastAccess {
  readonly videos: { get(id: string, options?: CallOptions): Promise<PiyakastVideo> };
  readonly streams: { get(id: string, options?: CallOptions): Promise<PiyakastStream> };
}

/** What a player needs of a PeerTube instance. */
export interface PeerTubeAccess {
  getVideo(id: string, options: { password: string | undefined; signal: AbortSignal }): Promise<PeerTubeVideoDetails>;
  /** Opens the files of a video that is not public. */
  getFileToken(id: string, options: { password: string | undefined; signal: AbortSignal }): Promise<string>;
  /** Subtitles of a video. */
  getCaptions(id: string, options: { password: string | undefined; signal: AbortSignal }): Promise<PeerTubeCaption[]>;
  /** Reports where the viewer is, while it plays. */
  startViewing(id: string, options: StartViewingOptions): Viewing;
}

/** Access to a server by its address. */
export function piyakastAccess(url: string, token: PiyakastToken | undefined): PiyakastAccess {
  return new PiyakastClient({ url, token, ...PATIENCE });
}

/** Access to an instance: with the page's own session when there is one, else as a stranger. */
export function peertubeAccess(origin: string, session?: PeerTube): PeerTubeAccess {
  const peertube = session ?? createPeerTube({ url: origin, ...PATIENCE });
  return {
    getVideo: (id, { password, signal }) => getVideo(peertube, id, { password, signal, fresh: true }),
    getFileToken: async (id, options) => (await getFileToken(peertube, id, options)).token,
    getCaptions: (id, options) => getCaptions(peertube, id, options),
    startViewing: (id, options) => startViewing(peertube, id, options),
  };
}
