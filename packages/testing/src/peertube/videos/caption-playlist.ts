import { randomUuid } from '../../runtime/ids.js';
import { LANGUAGES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { PlaylistFilesState } from '../media/state.js';
import type { CaptionState, VideoState } from './state.js';

const GROUP = 'SUBTITLES="subtitles"';

/** Name of the playlist that makes a caption playable by HLS. */
export const captionPlaylist = ({ name }: CaptionState): string => name.replace(/\.vtt$/, '.m3u8');

/**
 * Gives the master playlist a new name, with the captions of the video as a group. At the old name is nothing any more, also
 * in the middle of a playback (8.2 §7).
 */
export function listCaptionsInMaster(fake: FakePeerTube, video: VideoState): void {
  const { playlist } = video;
  if (!fake.rules.videos.captionsInMaster || !playlist || playlist.files.length === 0) return;
  const { [playlist.master]: master, ...rest } = playlist.content;
  const renamed = `${randomUuid(fake.random)}-master.m3u8`;
  const media = Object.entries(rest).filter(([name]) => !isCaptionPlaylist(name));
  video.playlist = {
    ...playlist,
    master: renamed,
    content: {
      ...Object.fromEntries(media),
      ...captionContent(video),
      [renamed]: { text: withCaptions(master && 'text' in master ? master.text : '', video.captions) },
    },
  };
}

const isCaptionPlaylist = (name: string) => /-[a-z]{2,3}\.m3u8$/.test(name);

/** One segment, the whole WebVTT file, below the playlist's folder. */
function captionContent({ captions, duration }: VideoState): PlaylistFilesState['content'] {
  return Object.fromEntries(
    captions.map((caption) => [
      captionPlaylist(caption),
      {
        text: `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:${Math.max(1, duration)}\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:${duration.toFixed(6)},\n/lazy-static/video-captions/${caption.name}\n#EXT-X-ENDLIST\n`,
      },
    ]),
  );
}

function withCaptions(master: string, captions: readonly CaptionState[]): string {
  const lines = master.split('\n').filter((line) => !line.startsWith('#EXT-X-MEDIA:TYPE=SUBTITLES'));
  const variants = lines.map((line) => {
    if (!line.startsWith('#EXT-X-STREAM-INF')) return line;
    const plain = line.replace(`,${GROUP}`, '');
    return captions.length > 0 ? `${plain},${GROUP}` : plain;
  });
  const at = variants.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
  const media = captions.map((caption) => {
    const { language } = caption;
    const label = LANGUAGES[language] ?? language;
    return `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="${label}",DEFAULT=NO,AUTOSELECT=NO,FORCED=NO,LANGUAGE="${language}",URI="${captionPlaylist(caption)}"`;
  });
  variants.splice(Math.max(0, at), 0, ...media);
  return variants.join('\n');
}
