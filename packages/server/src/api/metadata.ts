import { MAX_DVR_WINDOW_SECONDS, MAX_VIDEO_PASSWORDS, VIDEO_LIMITS } from '@piyakast/sdk';
import { Type } from 'typebox';
import { flag, MAX_INTEGER, moment, nullable, ref, words } from './fields.js';

const { tag, tags } = VIDEO_LIMITS;

/** What a user may set of a video and of a live alike. */
const common = {
  name: words(VIDEO_LIMITS.name),
  description: Type.Optional(words(VIDEO_LIMITS.description)),
  category: Type.Optional(ref('Category', 'By name; the server maps it to the number that PeerTube has for it.')),
  language: Type.Optional(words(VIDEO_LIMITS.language, 'ISO 639 code.')),
  tags: Type.Optional(
    Type.Array(words(tag), {
      maxItems: tags.max,
      description: `At most ${tags.max}, each ${tag.min} to ${tag.max} characters.`,
    }),
  ),
  privacy: Type.Optional(ref('Privacy', 'Who may see it; a new video is `public` without it.')),
  nsfw: Type.Optional(flag('Whether it is sensitive content; a new one is not without it.')),
  channelId: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_INTEGER,
      description: 'Numeric id of the PeerTube channel; a new one goes to the first of the account without it.',
    }),
  ),
};

const { min, max } = VIDEO_LIMITS.password;
const videoPasswords = Type.Optional(
  Type.Array(words(VIDEO_LIMITS.password), {
    minItems: 1,
    maxItems: MAX_VIDEO_PASSWORDS,
    description: `For privacy \`password\`: ${min} to ${max} characters each. Never in an answer.`,
  }),
);

export const VideoMetadata = Type.Object(
  { ...common, videoPasswords },
  {
    additionalProperties: false,
    description: 'Metadata of a video that a user may set, as {@link uploadToPiyakast} takes it.',
  },
);

/** Fields that a change may take away again. */
const clearable = {
  description: Type.Optional(nullable(words(VIDEO_LIMITS.description), '`null` removes it.')),
  category: Type.Optional(nullable(ref('Category'), '`null` removes it.')),
  language: Type.Optional(nullable(words(VIDEO_LIMITS.language), '`null` removes it.')),
};

export const VideoPatch = Type.Object(
  { ...common, name: Type.Optional(common.name), ...clearable, videoPasswords },
  { additionalProperties: false, description: 'The metadata of a video to change.' },
);

const live = {
  privacy: Type.Optional(ref('Privacy', 'Who may watch; a new live is `public` without it.')),
  videoPasswords,
  permanentLive: Type.Optional(flag('Whether one key serves many sessions; it does not without it.')),
  saveReplay: Type.Optional(flag('Whether a replay is kept; a new live keeps it without it. `false` stays false.')),
  replayPrivacy: Type.Optional(
    ref(
      'LivePrivacy',
      'Who may see the replay; the privacy of the live without it, `private` for one with a password.',
    ),
  ),
  latencyMode: Type.Optional(ref('Latency', 'How far behind the encoder viewers are; `default` without it.')),
  scheduledAt: Type.Optional(
    nullable(moment(), 'ISO 8601; when it is announced to begin. Only where the instance has `live.schedules`.'),
  ),
  dvrWindow: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_DVR_WINDOW_SECONDS,
      description: 'Seconds that viewers can go back, at most the `maxDvrSeconds` of the instance; all of it without.',
    }),
  ),
};

export const StreamRequest = Type.Object(
  { ...common, ...live },
  { additionalProperties: false, description: 'What a live is made from, as {@link createPiyakastStream} takes it.' },
);

export const StreamPatch = Type.Object(
  { ...common, ...live, name: Type.Optional(common.name) },
  {
    additionalProperties: false,
    description: 'What to change of a live. Replay and latency only before an encoder has sent.',
  },
);
