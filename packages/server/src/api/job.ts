import { Type } from 'typebox';
import { id, moment, nullable, oneOf, text, whole } from './fields.js';

export const ServerJob = Type.Object(
  {
    id: id('Of the video or live that it is about, else of the job itself.'),
    kind: text(
      '`publish`, `confirm`, `await-transcoding`, `remove`, `follow-live`, or the name of a background queue.',
    ),
    state: oneOf(['waiting', 'running', 'dead'], 'A `dead` job is not tried again until it is asked for.'),
    subject: nullable(Type.Object({ id: id(), name: text() }), 'The video or live that it is about.'),
    failures: whole('In a row.'),
    nextAt: nullable(moment(), 'ISO 8601; when it is tried next.'),
    createdAt: moment('ISO 8601.'),
    problem: nullable(Type.Object({ code: nullable(text()), detail: text() }), 'Why it failed last.'),
  },
  { description: 'Something that the server has to do.' },
);

export const ReconcileFinding = Type.Object(
  {
    kind: oneOf(['duplicate', 'unknown-video', 'missing-at-peertube', 'missing-file', 'unknown-file', 'half-upload']),
    id: id('Of the video, here.'),
    uuid: nullable(text(), 'Of the video at PeerTube.'),
    detail: text('What does not fit together.'),
    repair: nullable(text(), 'What was done about it; `null` when nothing was.'),
  },
  { description: 'Something that database, storage and PeerTube do not agree about.' },
);
