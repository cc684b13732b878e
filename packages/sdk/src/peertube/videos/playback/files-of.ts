import type { PeerTubeVideoDetails, PeerTubeVideoFile } from '../../types/video.js';

/** PeerTube 8 adds the sound alone, as a file of no lines. */
const hasPicture = ({ hasVideo, resolution }: PeerTubeVideoFile): boolean => hasVideo !== false && resolution.id > 0;

/**
 * Every file that plays alone, with picture and sound, largest picture first: plain ones, and those of the HLS playlists.
 * Play and copy them from `fileUrl`: since PeerTube 8 `fileDownloadUrl` answers neither ranges nor a length.
 *
 * Where an instance splits sound and picture, the files of its HLS playlists hold one of the two and are left out: play the
 * playlist.
 *
 * @example
 * ```ts
 * import { createPeerTube, filesOf, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const files = filesOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC'));
 * for (const { resolution, size, fileUrl } of files) console.log(resolution.label, size, fileUrl);
 * ```
 */
export function filesOf({
  files,
  streamingPlaylists,
}: Pick<PeerTubeVideoDetails, 'files' | 'streamingPlaylists'>): PeerTubeVideoFile[] {
  const ofPlaylists = streamingPlaylists.flatMap((playlist) => {
    const isSplit = playlist.files.some((file) => !hasPicture(file));
    return playlist.files.filter(({ hasAudio }) => !isSplit || hasAudio !== false);
  });
  return [...files, ...ofPlaylists].filter(hasPicture).sort((a, b) => b.resolution.id - a.resolution.id);
}

/**
 * The files that hold the sound alone, as for a podcast; none before PeerTube 8 unless the upload was only sound.
 *
 * @example
 * ```ts
 * import { audioFilesOf, createPeerTube, getVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [sound] = audioFilesOf(await getVideo(peertube, 'gRjscAKWouefiE5Tmt8MeC'));
 * if (sound) document.body.append(Object.assign(new Audio(sound.fileUrl), { controls: true }));
 * ```
 */
export function audioFilesOf({
  files,
  streamingPlaylists,
}: Pick<PeerTubeVideoDetails, 'files' | 'streamingPlaylists'>): PeerTubeVideoFile[] {
  return [...files, ...streamingPlaylists.flatMap((playlist) => playlist.files)].filter((file) => !hasPicture(file));
}
