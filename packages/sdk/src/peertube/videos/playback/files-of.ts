import type { PeerTubeVideoDetails, PeerTubeVideoFile } from '../../types/video.js';

/**
 * Every file that plays by itself, largest picture first: plain ones, and those of the HLS playlists.
 *
 * @example
 * ```ts
 * import { createPeerTube, filesOf, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const files = filesOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC'));
 * for (const { resolution, size, fileDownloadUrl } of files) console.log(resolution.label, size, fileDownloadUrl);
 * ```
 */
export function filesOf(video: Pick<PeerTubeVideoDetails, 'files' | 'streamingPlaylists'>): PeerTubeVideoFile[] {
  return [...video.files, ...video.streamingPlaylists.flatMap(({ files }) => files)].sort(
    (a, b) => b.resolution.id - a.resolution.id,
  );
}
