import type { PeerTubeVideoDetails, PeerTubeVideoFile } from './types/video.js';

/** States that this kit tells apart; an instance may send others. */
export const VIDEO_STATE = /* @__PURE__ */ Object.freeze({
  published: 1,
  toTranscode: 2,
  waitingForLive: 4,
  liveEnded: 5,
  transcodingFailed: 7,
});

/** Whether a live is on air now. `isLive` alone only says that it is a live, and its playlist exists before and after. */
export function isOnAir(video: { isLive: boolean; state?: { id: number } }): boolean {
  return video.isLive && video.state?.id === VIDEO_STATE.published;
}

/** The HLS master playlist, when there is one. Of a live it plays only while {@link isOnAir}. Never keep it. */
export function hlsUrlOf(video: Pick<PeerTubeVideoDetails, 'streamingPlaylists'>): string | undefined {
  return video.streamingPlaylists.find(({ type }) => type === 1)?.playlistUrl;
}

/** Every file that plays by itself, largest picture first: plain ones, and those of the HLS playlists. */
export function filesOf(video: Pick<PeerTubeVideoDetails, 'files' | 'streamingPlaylists'>): PeerTubeVideoFile[] {
  return [...video.files, ...video.streamingPlaylists.flatMap(({ files }) => files)].sort(
    (a, b) => b.resolution.id - a.resolution.id,
  );
}
