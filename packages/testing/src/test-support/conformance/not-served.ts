import type { RecordingName } from './recording.js';

/** The recorded exchanges that the fake does not claim to serve, each with its reason. The same for both versions. */
export const NOT_SERVED: Partial<Record<RecordingName, Record<string, string>>> = {
  oauth: {
    'oauth client asked with another Host header': 'The recorder could not send that header; the next entry did.',
  },
  'cors-embed-errors': {
    'socket.io handshake with Origin': 'Not a route of the handlers: the sandbox serves socket.io, with its own test.',
  },
};

const LIVE_TEST = 'A timeline: lives/live-machine.test.ts replays it on the clock.';

/** The entries without a request, each with where the fake is held to it. */
export const NOTES: Record<string, string> = {
  'cors-embed-errors: rate limit (from the source, not observed: limits are high here)':
    'A note; rate-limit has the exchanges.',
  'live-extra: state and playability of a permanent live streamed for 16 s, each change': LIVE_TEST,
  'live-extra: the publisher of the deleted live': 'sandbox/lives.test.ts: a deletion cuts the encoder.',
  'live-timeline: environment': 'A note.',
  'live-timeline: what was done': 'A note.',
  'live-timeline: video of the normal live with replay, each change': LIVE_TEST,
  'live-timeline: video of the permanent live with replay, each change': LIVE_TEST,
  'live-timeline: video of the normal live without replay, each change': LIVE_TEST,
  'live-timeline: socket.io events (namespace /live-videos, subscribed by numeric id)': LIVE_TEST,
  'oauth: three concurrent refreshes of one refresh token, six rounds': 'A race: faults.test.ts has `refreshRaceMs`.',
  'upload-resumable: fact': 'Five notes about the exchanges around them.',
  'upload-resumable-extra: resume queries repeated from the start of the PUT until the end of the processing, each change of status':
    'faults.test.ts has `processingMs`.',
  'videos: states while transcoding, each change (6 s 240p video, HLS 240p+360p enabled)':
    'A timeline: media/transcode.test.ts.',
};
