import { commentsPolicyId } from '../../contract/comments-policy.js';
import { VIDEO_LIMITS } from '../../contract/limits.js';
import { canBeVideoPassword, privacyId } from '../../contract/privacy.js';
import { isWithin, normalizeText } from '../../contract/text.js';
import { ConfigError } from '../../errors/config-error.js';
import type { PeerTubeVideoChanges } from '../types/video.js';

const { min, max } = VIDEO_LIMITS.password;

/** PeerTube would store others, and no request could carry them. */
export function assertUsablePasswords(videoPasswords: readonly string[]): void {
  const isUsable = (password: string): boolean =>
    canBeVideoPassword(normalizeText(password)) && isWithin(password, VIDEO_LIMITS.password);
  if (videoPasswords.every(isUsable)) return;
  const message = `A video password must have ${min} to ${max} Latin letters, digits and signs, with no space at an end.`;
  throw new ConfigError(message, { code: 'config/invalid-option' });
}

/** The same fields with every text in the one form that is stored and searched: macOS decomposes the names of files. */
export function normalizeTexts<Fields extends object>(fields: Fields): Fields {
  const normalized = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(normalized);
    return typeof value === 'string' ? normalizeText(value) : value;
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, normalized(value)])) as Fields;
}

/**
 * The fields of a video as PeerTube takes them in JSON: words become numbers, what is empty becomes `null` (PeerTube
 * refuses an empty text, and a form cannot carry an empty list), the picture is left out.
 */
export function videoFieldsToJson(fields: PeerTubeVideoChanges): Record<string, unknown> {
  const { privacy, scheduleUpdate, commentsPolicy, thumbnail: _picture, ...rest } = normalizeTexts(fields);
  const isClearing = (value: unknown): boolean => (value as { length?: number } | null | undefined)?.length === 0;
  return {
    ...rest,
    ...(isClearing(rest.description) && { description: null }),
    ...(isClearing(rest.support) && { support: null }),
    ...(isClearing(rest.tags) && { tags: null }),
    ...(privacy === undefined ? {} : { privacy: privacyId(privacy) }),
    ...(commentsPolicy === undefined ? {} : commentsOf(commentsPolicyId(commentsPolicy))),
    ...(scheduleUpdate === undefined ? {} : { scheduleUpdate: scheduleOf(scheduleUpdate) }),
  };
}

/** PeerTube 6.0 and 6.1 know only whether there are any; later ones go by the policy. */
const commentsOf = (commentsPolicy: number): object => ({ commentsPolicy, commentsEnabled: commentsPolicy !== 2 });

function scheduleOf(schedule: NonNullable<PeerTubeVideoChanges['scheduleUpdate']> | null): unknown {
  if (schedule === null || schedule.privacy === undefined) return schedule;
  return { ...schedule, privacy: privacyId(schedule.privacy) };
}
