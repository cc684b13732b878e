import type { VideoMetadata } from '@piyakast/sdk';
import { canBeVideoPassword, isWithin, normalizeText, VIDEO_LIMITS } from '@piyakast/sdk/contract';
import type { UploadMessage } from '../messages.js';

/** Fields of the form that can be wrong. */
export type MetadataField = 'name' | 'description' | 'tags' | 'videoPasswords';

/** What is wrong with each field, as a key of the element's messages. */
export type MetadataProblems = Partial<Record<MetadataField, UploadMessage>>;

/** Checks what a person entered against PeerTube's limits, before anything is sent. */
export function checkMetadata(metadata: VideoMetadata): MetadataProblems {
  const problems: MetadataProblems = {};
  const { name, description = '', tags = [], privacy, videoPasswords = [] } = metadata;
  if (!isWithin(name.trim(), VIDEO_LIMITS.name)) problems.name = 'nameProblem';
  if (description.trim() !== '' && !isWithin(description.trim(), VIDEO_LIMITS.description)) {
    problems.description = 'descriptionProblem';
  }
  if (tags.length > VIDEO_LIMITS.tags.max || !tags.every((tag) => isWithin(tag, VIDEO_LIMITS.tag))) {
    problems.tags = 'tagsProblem';
  }
  if (privacy === 'password') {
    const isLong = videoPasswords.length > 0 && videoPasswords.every((word) => isWithin(word, VIDEO_LIMITS.password));
    if (!isLong) problems.videoPasswords = 'passwordProblem';
    else if (!videoPasswords.every(canBeVideoPassword)) problems.videoPasswords = 'passwordLettersProblem';
  }
  return problems;
}

/** The limits as the element's messages name them. */
export const LIMIT_VALUES = {
  nameMin: VIDEO_LIMITS.name.min,
  nameMax: VIDEO_LIMITS.name.max,
  descriptionMin: VIDEO_LIMITS.description.min,
  descriptionMax: VIDEO_LIMITS.description.max.toLocaleString('en'),
  tags: VIDEO_LIMITS.tags.max,
  tagMin: VIDEO_LIMITS.tag.min,
  tagMax: VIDEO_LIMITS.tag.max,
  passwordMin: VIDEO_LIMITS.password.min,
  passwordMax: VIDEO_LIMITS.password.max,
};

/** The metadata as it is sent: composed (NFC), trimmed, and without what was left empty. */
export function cleanMetadata(metadata: VideoMetadata): VideoMetadata {
  const { description, category, language, videoPasswords, tags, ...rest } = metadata;
  const clean = (text: string): string => normalizeText(text).trim();
  return {
    ...rest,
    name: clean(metadata.name),
    ...(description?.trim() ? { description: clean(description) } : {}),
    ...(tags ? { tags: tags.map(clean) } : {}),
    ...(category ? { category } : {}),
    ...(language ? { language } : {}),
    ...(metadata.privacy === 'password' && videoPasswords ? { videoPasswords } : {}),
  };
}

/** `music, summer ,` becomes `['music', 'summer']`. */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
