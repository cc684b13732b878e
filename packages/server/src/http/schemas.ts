import { type Static, Type } from 'typebox';
import { NO_NUL } from '../videos/metadata.js';

/** Shapes shared by several routes; what `/openapi.json` is made from. */
/** As this server writes ids, and in no other spelling: the database would take several for one. */
const ID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
export const IdParams = Type.Object({ id: Type.String({ format: 'uuid', pattern: ID }) });
export type IdParams = Static<typeof IdParams>;

/** What a browser may call its upload. */
export const UPLOAD_KEY = '^[\\w.:-]{1,200}$';
export const KeyParams = Type.Object({ key: Type.String({ pattern: UPLOAD_KEY }) });
export type KeyParams = Static<typeof KeyParams>;

export const PageQuery = Type.Object({
  start: Type.Integer({ minimum: 0, default: 0 }),
  count: Type.Integer({ minimum: 0, maximum: 100, default: 15 }),
});
export type PageQuery = Static<typeof PageQuery>;

export const VideoQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 200, pattern: NO_NUL })),
});
export type VideoQuery = Static<typeof VideoQuery>;

const nullable = (schema: Type.TSchema) => Type.Union([schema, Type.Null()]);
const moment = () => Type.String({ format: 'date-time' });
const ProblemNote = Type.Object({ code: Type.String(), detail: Type.String() });
const PrivacyWord = Type.String({ enum: ['public', 'unlisted', 'private', 'internal', 'password'] });

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ format: 'uri' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    field: Type.Optional(Type.String()),
  },
  { $id: 'Problem', description: 'RFC 9457; branch on `code`' },
);

export const VideoSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    url: Type.String({ format: 'uri' }),
    name: Type.String(),
    description: nullable(Type.String()),
    category: nullable(Type.String()),
    language: nullable(Type.String()),
    tags: Type.Array(Type.String()),
    privacy: PrivacyWord,
    nsfw: Type.Boolean(),
    channelId: nullable(Type.Integer()),
    state: Type.String({ enum: ['receiving', 'stored', 'publishing', 'local', 'published', 'rejected'] }),
    problem: nullable(ProblemNote),
    filename: Type.String(),
    type: Type.String(),
    sizeBytes: Type.Integer(),
    receivedBytes: Type.Integer(),
    publishedBytes: Type.Integer(),
    duration: nullable(Type.Number()),
    sources: Type.Array(
      Type.Object({ kind: Type.String({ enum: ['peertube', 'file'] }) }, { additionalProperties: true }),
    ),
    mine: Type.Boolean(),
    createdAt: moment(),
    updatedAt: moment(),
    publishedAt: nullable(moment()),
  },
  { $id: 'Video' },
);

export const StreamSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    url: Type.String({ format: 'uri' }),
    name: Type.String(),
    description: nullable(Type.String()),
    category: nullable(Type.String()),
    privacy: PrivacyWord,
    state: Type.String({ enum: ['waiting', 'live', 'ended', 'error'] }),
    viewers: Type.Integer(),
    permanentLive: Type.Boolean(),
    saveReplay: Type.Boolean(),
    latencyMode: Type.String({ enum: ['default', 'high', 'small'] }),
    instanceUrl: Type.String(),
    uuid: Type.String(),
    embedUrl: Type.String(),
    replays: Type.Array(Type.Object({ uuid: Type.String(), embedUrl: Type.String(), startedAt: moment() })),
    problem: nullable(ProblemNote),
    mine: Type.Boolean(),
    createdAt: moment(),
    startedAt: nullable(moment()),
    endedAt: nullable(moment()),
  },
  { $id: 'Stream' },
);

export const CredentialsSchema = Type.Object(
  { rtmpUrl: Type.String(), rtmpsUrl: nullable(Type.String()), streamKey: Type.String() },
  { $id: 'StreamCredentials' },
);

export const StatusSchema = Type.Object(
  {
    status: Type.String({ enum: ['ok', 'degraded'] }),
    version: Type.String(),
    peertube: Type.Array(
      Type.Object({
        url: Type.String(),
        state: Type.String({ enum: ['up', 'down', 'unknown'] }),
        version: nullable(Type.String()),
        checkedAt: nullable(moment()),
      }),
    ),
    waiting: Type.Object({ videos: Type.Integer(), bytes: Type.Integer() }),
    limits: Type.Object({ maxUploadBytes: Type.Integer(), extensions: Type.Array(Type.String()) }),
  },
  { $id: 'Status' },
);

export const SessionSchema = Type.Object(
  { subject: Type.String(), role: Type.String({ enum: ['owner', 'admin', 'user'] }) },
  { $id: 'Session' },
);

export const pageOf = (item: Type.TSchema) => Type.Object({ total: Type.Integer(), data: Type.Array(item) });

/** What every route may answer beside its success. */
export const problems = { '4XX': ProblemSchema, '5XX': ProblemSchema };
export const bearer = [{ bearer: [] }];
export const bearerOrNobody = [{}, { bearer: [] }];
