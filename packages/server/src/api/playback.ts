import { Type } from 'typebox';
import { address, flag, moment, nullable, oneOf, ref, text } from './fields.js';

export const PlaybackSource = Type.Union(
  [
    Type.Object(
      { kind: Type.Literal('peertube'), instanceUrl: address(), uuid: text(), embedUrl: address() },
      { description: 'Open to everyone: a page asks that instance itself, or uses its player.' },
    ),
    Type.Object(
      { kind: Type.Literal('hls'), url: address(), live: flag() },
      { description: 'A master playlist, with all that its address needs.' },
    ),
    Type.Object(
      { kind: Type.Literal('file'), url: address(), type: text() },
      { description: 'A plain file, with all that its address needs.' },
    ),
  ],
  { description: 'One way to play a video or live now.' },
);

export const PiyakastPlayback = Type.Object(
  {
    sources: Type.Array(ref('PlaybackSource'), {
      description:
        'In the order that a player should try them. Empty while a video is received, and while a live is not on air.',
    }),
    expiresAt: nullable(
      moment(),
      'ISO 8601; from then on the addresses are refused, also those of segments. Ask again some time before, and at once ' +
        'when one is refused earlier: PeerTube forgets its tokens when it restarts. `null` when nothing expires.',
    ),
    fileToken: nullable(
      text(),
      "What opens PeerTube's files, up to `expiresAt`: it stands as `videoFileToken` in the query of every address, " +
        'segments included. A player that requests segments itself puts the newest one in its place. Secret; `null` when ' +
        'there is none.',
    ),
    live: nullable(oneOf(['waiting', 'on-air', 'ended']), 'Whether a live is on air; `null` for a video.'),
    poster: nullable(address(), 'A still picture; `null` when there is none.'),
    duration: nullable(Type.Number(), 'Seconds; `null` while unknown, and for a live.'),
    captions: Type.Array(Type.Object({ language: text(), label: text(), url: address() }), {
      description: 'Subtitles, WebVTT, by ISO 639 code; empty where the page asks PeerTube itself.',
    }),
  },
  { description: 'How a video or live plays now.' },
);
