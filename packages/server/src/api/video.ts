import { Type } from 'typebox';
import { address, flag, id, moment, nullable, oneOf, ref, text, whole } from './fields.js';

export const VideoState = oneOf(
  ['receiving', 'stored', 'publishing', 'local', 'published', 'rejected'],
  'Where a video is on its way.\n\n' +
    '`receiving -> stored -> publishing -> published`, or `stored -> local -> publishing` while PeerTube fails;\n' +
    '`rejected` is final: the file can never be a video, or is too large.',
);

export const VideoSource = Type.Union(
  [
    Type.Object({ kind: Type.Literal('peertube'), instanceUrl: address(), uuid: text(), embedUrl: address() }),
    Type.Object({ kind: Type.Literal('file'), url: address(), type: text() }),
  ],
  {
    description:
      'One way to play a video, in the order that a player should try them. PeerTube shows a private, internal or password ' +
      'video to no page: ask for its playback instead.',
  },
);

export const VideoProblem = Type.Object(
  {
    code: text('For programs.'),
    detail: text('A sentence for its owner: the reason, and what helps.'),
    final: flag(
      '`true`: refused, and nothing happens until its owner changes the video or asks for a retry. `false`: it waits, and ' +
        'is tried again.',
    ),
    retryAt: nullable(moment(), 'ISO 8601; when it is tried again at the latest. `null` when `final`.'),
  },
  { description: 'Why a video waits for PeerTube, or was refused.' },
);

export const PiyakastVideo = Type.Object(
  {
    id: id('Also the id of its upload.'),
    url: address('Public page address of the video: resolves to where it plays now.'),
    name: text('Its title.'),
    description: nullable(text(), '`null` when there is none.'),
    category: nullable(text(), '`null` when there is none.'),
    language: nullable(text(), 'ISO 639 code; `null` when there is none.'),
    tags: Type.Array(text(), { description: 'Empty when there are none.' }),
    privacy: ref('Privacy', 'Who may see it.'),
    nsfw: flag('Whether it is sensitive content.'),
    channelId: nullable(Type.Integer(), 'The PeerTube channel asked for; `null` for the first of the account.'),
    state: ref('VideoState', 'Where it is on its way.'),
    stage: nullable(
      oneOf(['sending', 'confirming', 'transcoding']),
      'While it is `publishing`: bytes go to PeerTube (`publishedBytes`), PeerTube has them all and makes a video of them, ' +
        'PeerTube transcodes it. `null` in every other state.',
    ),
    problem: nullable(ref('VideoProblem'), 'Why it waits or was refused; `null` while nothing is wrong. Owner only.'),
    filename: text('As it was uploaded.'),
    type: text('Media type by content, once enough bytes have arrived.'),
    sizeBytes: whole('Of the file.'),
    receivedBytes: whole('Bytes received from the browser so far.'),
    publishedBytes: whole('Bytes that PeerTube confirmed; equals `sizeBytes` once it has all.'),
    duration: nullable(Type.Number(), 'Seconds; `null` until known.'),
    poster: nullable(address(), 'A still picture; `null` while there is none, and for sound alone.'),
    localCopy: nullable(
      oneOf(['plays', 'preparing', 'original']),
      'What the server itself has: `plays` in every browser, a form that does is in `preparing`, or only the `original`, ' +
        'which a browser may not play. `null` when the file is not here.',
    ),
    sources: Type.Array(ref('VideoSource'), { description: 'Empty until it plays.' }),
    mine: flag('True when the caller owns the video or administers the server.'),
    createdAt: moment('ISO 8601; when it was announced.'),
    updatedAt: moment('ISO 8601; the last visible change.'),
    publishedAt: nullable(moment(), 'ISO 8601; when it began to play at PeerTube.'),
  },
  { description: 'A video as the server shows it. The `id` and `url` never change, wherever the bytes are.' },
);
