import { UPLOAD_KEY_PATTERN } from '@piyakast/sdk';
import { type Static, Type } from 'typebox';
import { MAX_INTEGER, NO_NUL } from './fields.js';

/** As this server writes ids, and in no other spelling: the database would take several for one. */
const ID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
export const IdParams = Type.Object({ id: Type.String({ format: 'uuid', pattern: ID }) });
export type IdParams = Static<typeof IdParams>;

/** A file that was made of a video's file. */
export const DerivedParams = Type.Object({
  id: Type.String({ format: 'uuid', pattern: ID }),
  part: Type.Optional(Type.String({ pattern: '^hls$' })),
  name: Type.String({ maxLength: 40, pattern: '^[a-z0-9]+\\.[a-z0-9]+$' }),
});
export type DerivedParams = Static<typeof DerivedParams>;

export const KeyParams = Type.Object({ key: Type.String({ pattern: UPLOAD_KEY_PATTERN.source }) });
export type KeyParams = Static<typeof KeyParams>;

/** A part of a list. Behind the largest start there is nothing in any list. */
export const ListQuery = Type.Object({
  start: Type.Integer({ minimum: 0, maximum: MAX_INTEGER, default: 0 }),
  count: Type.Integer({ minimum: 0, maximum: 100, default: 15 }),
  cursor: Type.Optional(
    Type.String({
      maxLength: 100,
      pattern: '^[\\w-]+$',
      description:
        '`next` of the part before; goes before `start`, and misses nothing when videos come or go meanwhile.',
    }),
  ),
  search: Type.Optional(Type.String({ maxLength: 200, pattern: NO_NUL, description: 'In name and description.' })),
});
export type ListQuery = Static<typeof ListQuery>;

/** For a video of privacy `password`. */
export const PasswordHeaders = Type.Object({
  'x-peertube-video-password': Type.Optional(
    Type.String({ maxLength: 1000, description: 'For a viewer of a video with a password.' }),
  ),
});

/** For a change that is only wanted of what was read. */
export const MatchHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 1000, description: 'The ETag of what was read; else 412.' })),
});

/** For a creation that may be sent twice. */
export const CreationHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '^[!-~]+$',
      description: 'The same key with the same body makes one thing, for a day.',
    }),
  ),
});

export const MediaQuery = Type.Object({
  t: Type.Optional(
    Type.String({ maxLength: 1000, description: 'A media token, as the sources of a private video carry it.' }),
  ),
});
export type MediaQuery = Static<typeof MediaQuery>;

export const ReplayQuery = Type.Object({
  replay: Type.Optional(Type.String({ format: 'uuid', description: 'UUID of one of the `replays` of the live.' })),
});
export type ReplayQuery = Static<typeof ReplayQuery>;
