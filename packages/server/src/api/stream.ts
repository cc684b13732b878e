import { Type } from 'typebox';
import { address, flag, id, moment, nullable, oneOf, problemNote, ref, text, whole } from './fields.js';

export const StreamState = oneOf(
  ['waiting', 'live', 'ended', 'error'],
  '`waiting` until an encoder sends; `live`; `ended`; `error` when PeerTube reported one.',
);

export const PiyakastStream = Type.Object(
  {
    id: id('Stays the same when the key is renewed.'),
    url: address('Public page address; never changes.'),
    name: text('Its title.'),
    description: nullable(text(), '`null` when there is none.'),
    category: nullable(text(), '`null` when there is none.'),
    privacy: ref('Privacy', 'Who may watch.'),
    state: ref('StreamState', 'As PeerTube last reported.'),
    viewers: whole('Watching now.'),
    permanentLive: flag('The same key serves many sessions.'),
    saveReplay: flag('Whether a replay is kept.'),
    latencyMode: ref('Latency', 'How far behind the encoder viewers are.'),
    scheduledAt: nullable(moment(), 'ISO 8601; when it is announced to begin, `null` when it is not.'),
    dvrWindow: nullable(whole(), 'Seconds that viewers can go back; `null` where the instance decides.'),
    instanceUrl: address('Origin of the PeerTube that carries it.'),
    uuid: text('Its UUID there.'),
    embedUrl: address('The player of PeerTube, for an iframe.'),
    replays: Type.Array(Type.Object({ uuid: text(), embedUrl: address(), startedAt: moment() }), {
      description: 'Where replays play, newest last.',
    }),
    problem: problemNote('Why it is in `error`; owner only.'),
    mine: flag('True when the caller owns it or administers the server.'),
    createdAt: moment('ISO 8601.'),
    startedAt: nullable(moment(), 'ISO 8601; of the session under way or the last one.'),
    endedAt: nullable(moment(), 'ISO 8601; `null` while it is live.'),
  },
  { description: 'A live as anyone who may watch it sees it: never with its key.' },
);

export const StreamCredentials = Type.Object(
  {
    rtmpUrl: text('RTMP address without the key, for the field "Server" of OBS.'),
    rtmpsUrl: nullable(text(), 'The same over TLS; `null` when the instance has none.'),
    streamKey: text('For the field "Stream Key" of OBS.'),
  },
  { description: 'What an encoder needs. Given to the owner only, never cached, never logged.' },
);
