import type Hls from 'hls.js';

/**
 * Signals the end of a video whose sound is shorter than its picture.
 *
 * Of muxed media a buffer counts only what has both, so the last segment adds nothing to it, and hls.js 1.7.4 appends it
 * again and again, for ever. PeerTube makes such videos from an .m4a file.
 */
export function endWithPicture(HlsClass: typeof Hls, hls: Hls): void {
  const { Events, ErrorDetails } = HlsClass;
  hls.on(Events.ERROR, (_, { details, frag }) => {
    if (details !== ErrorDetails.BUFFER_APPEND_NO_PROGRESS || frag === undefined) return;
    const playlist = hls.latestLevelDetails;
    if (playlist === null || playlist.live || frag.sn !== playlist.endSN) return;
    // Nothing more is fetched until the media have ended: an append would open them again.
    hls.pauseBuffering();
    hls.once(Events.BUFFERED_TO_END, () => hls.resumeBuffering());
    hls.trigger(Events.BUFFER_EOS, { type: 'audiovideo' });
  });
}
