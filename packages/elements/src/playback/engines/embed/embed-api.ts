import type { PeerTubePlayer } from '@peertube/embed-api';

/** What the embed engine needs of PeerTube's embed API. */
export type EmbedApi = Pick<
  PeerTubePlayer,
  | 'addEventListener'
  | 'getCaptions'
  | 'getResolutions'
  | 'pause'
  | 'play'
  | 'ready'
  | 'seek'
  | 'setCaption'
  | 'setPlaybackRate'
  | 'setResolution'
  | 'setVideoPassword'
  | 'setVolume'
>;

/** Connects to the player in an iframe; `disconnect` ends it without touching the iframe. */
export type ConnectEmbedApi = (frame: HTMLIFrameElement) => Promise<{ api: EmbedApi; disconnect: () => void }>;

/**
 * Loads @peertube/embed-api (AGPL-3.0) and connects it.
 *
 * The package is imported when the first embed is shown, so that it stays a separate file. Its `main` requires a
 * module that it does not declare; only the UMD build loads. Its `destroy()` removes the iframe and leaves the channel
 * listening, so the channel is ended here.
 */
export const connectEmbedApi: ConnectEmbedApi = async (frame) => {
  const module = await import('@peertube/embed-api/build/player.min.js');
  const Player =
    module.PeerTubePlayer ??
    module.default?.PeerTubePlayer ??
    (globalThis as { PeerTubePlayer?: typeof PeerTubePlayer }).PeerTubePlayer;
  if (Player === undefined) throw new TypeError('@peertube/embed-api did not load.');
  const api = new Player(frame);
  return {
    api,
    disconnect: () => (api as unknown as { channel?: { destroy(): void } }).channel?.destroy(),
  };
};
