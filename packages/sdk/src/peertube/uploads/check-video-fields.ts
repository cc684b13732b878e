import { commentsPolicyId } from '../../contract/comments-policy.js';
import { DEFAULT_MAX_CAPTION_BYTES, VIDEO_LIMITS } from '../../contract/limits.js';
import { canBeVideoPassword, privacyId, privacyName } from '../../contract/privacy.js';
import { countCharacters } from '../../contract/text.js';
import { UploadError } from '../../errors/upload-error.js';
import type { PeerTubeVideoFields, VideoPrivacy } from './video-fields.js';

/** Also none: the content then decides, before anything is announced. */
const IMAGE_TYPE = /^(image\/(jpe?g|png|webp))?$/;

/**
 * Refuses what PeerTube would refuse, before a byte is sent (docs/peertube, "Create fields"). Pictures are looked at when
 * the instance has said how large they may be.
 *
 * @throws UploadError `upload/invalid-metadata`; `field` names what is wrong.
 * @example
 * ```ts
 * import { checkVideoFields, UploadError } from '@piyakast/sdk';
 *
 * try {
 *   checkVideoFields({ name: 'ab' });
 * } catch (error) {
 *   if (error instanceof UploadError) console.log(error.field, error.message);
 * }
 * ```
 */
export function checkVideoFields(fields: PeerTubeVideoFields): void {
  const { tags = [], captions = [] } = fields;
  checkLength('name', VIDEO_LIMITS.name, fields.name?.trim() ?? '');
  checkLength('description', VIDEO_LIMITS.description, fields.description || undefined);
  checkLength('support', VIDEO_LIMITS.support, fields.support || undefined);
  checkLength('language', VIDEO_LIMITS.language, fields.language);
  checkLength('tags', VIDEO_LIMITS.tag, ...tags);
  must(tags.length <= VIDEO_LIMITS.tags.max, 'tags', `at most ${VIDEO_LIMITS.tags.max}`);
  for (const field of ['channelId', 'category', 'licence'] as const) {
    must(isWhole(fields[field] ?? 1, 1), field, 'a whole number above 0');
  }
  checkPrivacy(fields);
  checkDates(fields);
  const policy = commentsPolicyId(fields.commentsPolicy ?? 'enabled');
  must(policy >= 1 && policy <= 3, 'commentsPolicy', '"enabled", "disabled" or "requires-approval"');
  for (const field of ['thumbnail', 'preview'] as const) {
    const { type, size } = fields[field] ?? { type: '', size: 1 };
    must(IMAGE_TYPE.test(type) && size > 0, field, 'a JPEG, PNG or WebP image');
  }
  for (const { language, file } of captions) {
    checkLength('captions', VIDEO_LIMITS.language, language);
    must(file.size > 0 && file.size <= DEFAULT_MAX_CAPTION_BYTES, 'captions', 'files of 1 byte to 20 MiB');
  }
  checkChapters(fields);
}

function checkPrivacy({ privacy = 'private', videoPasswords = [] }: PeerTubeVideoFields): void {
  must(isPrivacy(privacy), 'privacy', '"public", "unlisted", "private", "internal" or "password"');
  checkLength('videoPasswords', VIDEO_LIMITS.password, ...videoPasswords);
  must(
    videoPasswords.every(canBeVideoPassword),
    'videoPasswords',
    'of Latin letters, digits and signs, with no space at an end',
  );
  must(privacyId(privacy) !== 5 || videoPasswords.length > 0, 'videoPasswords', 'given for a protected video');
}

function checkDates({ originallyPublishedAt, scheduleUpdate }: PeerTubeVideoFields): void {
  must(isDate(originallyPublishedAt), 'originallyPublishedAt', 'a date in ISO 8601');
  const { updateAt, privacy: later = 'public' } = scheduleUpdate ?? {};
  const canChange = isDate(updateAt) && isPrivacy(later) && privacyId(later) < 5;
  must(canChange, 'scheduleUpdate', 'a date in ISO 8601 and a privacy other than "password"');
}

function checkChapters({ chapters = [] }: PeerTubeVideoFields): void {
  const times = new Set(chapters.map(({ timecode }) => timecode));
  const areTimes = times.size === chapters.length && [...times].every((timecode) => isWhole(timecode, 0));
  must(areTimes, 'chapters', 'at whole seconds from 0, each at its own');
  checkLength('chapters', VIDEO_LIMITS.chapterTitle, ...chapters.map(({ title }) => title));
}

const isWhole = (value: number, min: number): boolean => Number.isInteger(value) && value >= min;
const isDate = (value: string | undefined): boolean => value === undefined || !Number.isNaN(Date.parse(value));
const isPrivacy = (privacy: VideoPrivacy): boolean => typeof privacyName(privacyId(privacy)) === 'string';

function checkLength(
  field: string,
  { min, max }: { readonly min: number; readonly max: number },
  ...texts: (string | undefined)[]
): void {
  for (const text of texts) {
    if (text === undefined) continue;
    const count = countCharacters(text);
    must(count >= min && count <= max, field, `${min} to ${max.toLocaleString('en')} characters long, not ${count}`);
  }
}

function must(isRight: boolean, field: string, rule: string): void {
  if (isRight) return;
  throw new UploadError(`The field "${field}" must be ${rule}.`, { code: 'upload/invalid-metadata', field });
}
