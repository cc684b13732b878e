import { Type } from 'typebox';
import { address, flag, moment, nullable, oneOf, text, whole } from './fields.js';

export const ServiceStatus = Type.Object(
  {
    status: oneOf(
      ['ok', 'degraded'],
      '`ok`, or `degraded` while no PeerTube instance answers; uploads are taken in both.',
    ),
    version: text('Of the server.'),
    peertube: Type.Array(
      Type.Object({
        url: address(),
        state: oneOf(['up', 'down', 'unknown']),
        version: nullable(text()),
        checkedAt: nullable(moment()),
      }),
      { description: 'Each instance, as the server last saw it; `checkedAt` in ISO 8601.' },
    ),
    waiting: Type.Object(
      { videos: whole(), bytes: whole() },
      { description: 'Videos on their way to PeerTube, and the bytes they hold.' },
    ),
    refused: Type.Object(
      { videos: whole(), bytes: whole() },
      { description: 'Videos that PeerTube does not take until their owners act; they play from the server.' },
    ),
    limits: Type.Object(
      { maxUploadBytes: whole(), extensions: Type.Array(text()) },
      { description: 'What an upload may be; extensions with their dot.' },
    ),
    live: nullable(
      Type.Object({
        enabled: flag('Whether the instance takes lives.'),
        replay: flag('Whether replays are kept.'),
        latency: flag('Whether the delay can be chosen.'),
        schedules: flag('Whether a beginning can be announced.'),
        maxDvrSeconds: whole('How far viewers may go back at most; 0 where the instance has no such thing.'),
      }),
      'What a live may have at PeerTube; `null` while that is unknown.',
    ),
  },
  { description: 'Whether PeerTube can be reached, as the server last saw it.' },
);

export const PiyakastSession = Type.Object(
  {
    subject: text('Who, as the token says.'),
    role: oneOf(['owner', 'admin', 'user'], 'What they may do; an owner and an administrator see everything.'),
  },
  { description: 'Who the token belongs to.' },
);

export const Stats = Type.Object(
  {
    videos: Type.Record(Type.String(), Type.Object({ videos: whole(), bytes: whole() })),
    waiting: Type.Object({ videos: whole(), bytes: whole(), oldestSeconds: Type.Number({ minimum: 0 }) }),
    streams: Type.Record(Type.String(), whole()),
  },
  { description: 'Numbers of videos and lives by their state.' },
);

export const Readiness = Type.Object(
  { status: oneOf(['ok', 'unavailable']), checks: Type.Optional(Type.Record(Type.String(), Type.String())) },
  { description: 'What was checked, each with `ok` or what is wrong.' },
);

export const ProblemDocument = Type.Object(
  {
    type: address('The page of the code.'),
    title: text(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: text('What happened and what to do, for people.'),
    code: text('Stable; branch on it.'),
    field: Type.Optional(text('The field that is wrong.')),
  },
  { description: 'What an answer that is no success holds (RFC 9457).' },
);
