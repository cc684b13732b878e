import { canBeVideoPassword, type VideoMetadata } from '@piyakast/sdk';
import type { UploadMessage } from './messages.js';

/** Fields of the form that can be wrong. */
export type MetadataField = 'name' | 'description' | 'tags' | 'videoPasswords';

/** What is wrong with each field, as a key of the element's messages. */
export type MetadataProblems = Partial<Record<MetadataField, UploadMessage>>;

const between = (text: string, min: number, max: number): boolean => text.length >= min && text.length <= max;

/** Checks what a person entered against PeerTube's limits, before anything is sent. */
export function checkMetadata(metadata: VideoMetadata): MetadataProblems {
  const problems: MetadataProblems = {};
  const { name, description = '', tags = [], privacy, videoPasswords = [] } = metadata;
  if (!between(name.trim(), 3, 120)) problems.name = 'nameProblem';
  if (description.trim() !== '' && !between(description.trim(), 3, 10_000)) problems.description = 'descriptionProblem';
  if (tags.length > 5 || tags.some((tag) => !between(tag, 2, 30))) problems.tags = 'tagsProblem';
  if (privacy === 'password') {
    const isLong = videoPasswords.length > 0 && videoPasswords.every((word) => between(word, 2, 100));
    if (!isLong) problems.videoPasswords = 'passwordProblem';
    else if (!videoPasswords.every(canBeVideoPassword)) problems.videoPasswords = 'passwordLettersProblem';
  }
  return problems;
}

/** The metadata as it is sent: trimmed, and without what was left empty. */
export function cleanMetadata(metadata: VideoMetadata): VideoMetadata {
  const { description, category, language, videoPasswords, ...rest } = metadata;
  return {
    ...rest,
    name: metadata.name.trim(),
    ...(description?.trim() ? { description: description.trim() } : {}),
    ...(category ? { category } : {}),
    ...(language ? { language } : {}),
    ...(metadata.privacy === 'password' && videoPasswords ? { videoPasswords } : {}),
  };
}

/** `music, summer ,` becomes `['music', 'summer']`. */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
