import { commentsPolicyId } from '../../contract/comments-policy.js';
import { canBeVideoPassword, privacyId, privacyName } from '../../contract/privacy.js';
import { UploadError } from '../../errors/upload-error.js';
import type { PeerTubeVideoFields, VideoPrivacy } from './video-fields.js';

const MIB = 1024 * 1024;
const IMAGE_TYPE = /^image\/(jpe?g|png|webp)$/;

/**
 * Refuses what PeerTube would refuse, before a byte is sent (PeerTube 6.3, contract section 8).
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
  const { tags = [], videoPasswords = [], captions = [], chapters = [] } = fields;
  const { privacy = 'private', commentsPolicy = 'enabled', originallyPublishedAt, scheduleUpdate } = fields;
  length('name', 3, 120, fields.name?.trim() ?? '');
  length('description', 3, 10_000, fields.description || undefined);
  length('support', 3, 1_000, fields.support || undefined);
  length('language', 1, 10, fields.language);
  length('tags', 2, 30, ...tags);
  must(tags.length <= 5, 'tags', 'at most 5');
  for (const field of ['channelId', 'category', 'licence'] as const) {
    must(isWhole(fields[field] ?? 1, 1), field, 'a whole number above 0');
  }
  must(isPrivacy(privacy), 'privacy', '"public", "unlisted", "private", "internal" or "password"');
  length('videoPasswords', 2, 99, ...videoPasswords);
  must(
    videoPasswords.every(canBeVideoPassword),
    'videoPasswords',
    'of Latin letters, digits and signs, with no space at an end',
  );
  must(privacyId(privacy) !== 5 || videoPasswords.length > 0, 'videoPasswords', 'given for a protected video');
  const policy = commentsPolicyId(commentsPolicy);
  must(policy >= 1 && policy <= 3, 'commentsPolicy', '"enabled", "disabled" or "requires-approval"');
  must(isDate(originallyPublishedAt), 'originallyPublishedAt', 'a date in ISO 8601');
  const { updateAt, privacy: later = 'public' } = scheduleUpdate ?? {};
  const canChange = isDate(updateAt) && isPrivacy(later) && privacyId(later) < 5;
  must(canChange, 'scheduleUpdate', 'a date in ISO 8601 and a privacy other than "password"');
  for (const field of ['thumbnail', 'preview'] as const) {
    const { type, size } = fields[field] ?? { type: 'image/png', size: 1 };
    must(IMAGE_TYPE.test(type) && size <= 4 * MIB, field, 'a JPEG, PNG or WebP image of at most 4 MiB');
  }
  for (const { language, file } of captions) {
    length('captions', 1, 10, language);
    must(file.size > 0 && file.size <= 20_000_000, 'captions', 'files of 1 byte to 20 MB');
  }
  const times = new Set(chapters.map(({ timecode }) => timecode));
  const areTimes = times.size === chapters.length && [...times].every((timecode) => isWhole(timecode, 0));
  must(areTimes, 'chapters', 'at whole seconds from 0, each at its own');
  length('chapters', 1, 100, ...chapters.map(({ title }) => title));
}

const isWhole = (value: number, min: number): boolean => Number.isInteger(value) && value >= min;
const isDate = (value: string | undefined): boolean => value === undefined || !Number.isNaN(Date.parse(value));
const isPrivacy = (privacy: VideoPrivacy): boolean => typeof privacyName(privacyId(privacy)) === 'string';

function length(field: string, min: number, max: number, ...texts: (string | undefined)[]): void {
  for (const text of texts) {
    // Counted as PeerTube counts: a character outside the basic plane is one.
    const { length } = [...(text ?? 'x'.repeat(min))];
    must(length >= min && length <= max, field, `${min} to ${max.toLocaleString('en')} characters long, not ${length}`);
  }
}

function must(isRight: boolean, field: string, rule: string): void {
  if (isRight) return;
  throw new UploadError(`The field "${field}" must be ${rule}.`, { code: 'upload/invalid-metadata', field });
}
