import { canBeVideoPassword, type VideoMetadata } from '@piyakast/sdk';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Problem } from '../problem.js';

/** PostgreSQL keeps every character but this one. */
export const NO_NUL = '^[^\\u0000]*$';
const words = (minLength: number, maxLength: number, description?: string) =>
  Type.String({ minLength, maxLength, pattern: NO_NUL, ...(description === undefined ? {} : { description }) });

/** The limits are PeerTube's, so that what is accepted here is accepted there (contract, section 8). */
export const PrivacySchema = Type.Union(
  ['public', 'unlisted', 'private', 'internal', 'password'].map((word) => Type.Literal(word)),
);
const common = {
  name: words(3, 120, '3 to 120 characters'),
  description: Type.Optional(words(3, 10_000)),
  category: Type.Optional(words(1, 100)),
  language: Type.Optional(words(1, 10)),
  tags: Type.Optional(Type.Array(words(2, 30), { maxItems: 5 })),
  privacy: Type.Optional(PrivacySchema),
  nsfw: Type.Optional(Type.Boolean()),
  channelId: Type.Optional(Type.Integer({ minimum: 1 })),
};
const videoPasswords = Type.Optional(Type.Array(words(2, 100), { minItems: 1, maxItems: 20 }));

export const VideoMetadataSchema = Type.Object({ ...common, videoPasswords }, { additionalProperties: false });

const nullable = <Schema extends ReturnType<typeof words>>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]));
export const VideoPatchSchema = Type.Object(
  {
    ...common,
    name: Type.Optional(common.name),
    description: nullable(words(3, 10_000)),
    category: nullable(words(1, 100)),
    language: nullable(words(1, 10)),
    videoPasswords,
  },
  { additionalProperties: false },
);

/** A live has no field for passwords, and without one PeerTube would not take the privacy. */
const OpenPrivacy = Type.Union(['public', 'unlisted', 'private', 'internal'].map((word) => Type.Literal(word)));
const live = {
  privacy: Type.Optional(OpenPrivacy),
  permanentLive: Type.Optional(Type.Boolean()),
  saveReplay: Type.Optional(Type.Boolean()),
  replayPrivacy: Type.Optional(OpenPrivacy),
  latencyMode: Type.Optional(Type.Union(['default', 'high', 'small'].map((word) => Type.Literal(word)))),
};
export const StreamRequestSchema = Type.Object({ ...common, ...live }, { additionalProperties: false });
export const StreamPatchSchema = Type.Object(
  { ...common, ...live, name: Type.Optional(common.name) },
  { additionalProperties: false },
);

export type VideoPatch = {
  [Field in keyof VideoMetadata]?: VideoMetadata[Field] | (undefined extends VideoMetadata[Field] ? null : never);
};

const metadata = Compile(VideoMetadataSchema);

/**
 * Checks what a user wrote before the first byte is taken.
 *
 * @throws {@link Problem} 400 `upload/invalid-metadata`, with the field.
 */
export function checkMetadata(value: unknown): VideoMetadata {
  const trimmed = trimName(value);
  const error = metadata.Errors(trimmed)[0];
  if (error !== undefined) {
    const field = error.instancePath.split('/')[1] || missing(error.params);
    throw invalidMetadata(field ?? 'metadata', error.message);
  }
  const checked = trimmed as Static<typeof VideoMetadataSchema> as VideoMetadata;
  checkPasswords(checked);
  return checked;
}

/** A video with a password needs one that opens it. */
export function checkPasswords(value: Pick<VideoMetadata, 'privacy' | 'videoPasswords'>): void {
  if (value.privacy === 'password' && (value.videoPasswords?.length ?? 0) === 0) {
    throw invalidMetadata('videoPasswords', 'must hold a password when the privacy is "password"');
  }
  if (!(value.videoPasswords ?? []).every(canBeVideoPassword)) {
    throw invalidMetadata('videoPasswords', 'may hold Latin letters, digits and signs only, with no space at an end');
  }
}

export function invalidMetadata(field: string, reason: string): Problem {
  return new Problem(`The field "${field}" ${reason}.`, { status: 400, code: 'upload/invalid-metadata', field });
}

/** PeerTube trims the name and then counts. */
function trimName(value: unknown): unknown {
  const name = (value as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? { ...(value as object), name: name.trim() } : value;
}

function missing(params: unknown): string | undefined {
  const { requiredProperties, additionalProperties } = params as Record<string, string[] | undefined>;
  return requiredProperties?.[0] ?? additionalProperties?.[0];
}
