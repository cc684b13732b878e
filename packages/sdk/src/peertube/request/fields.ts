import { commentsPolicyId } from '../../contract/comments-policy.js';
import { canBeVideoPassword, privacyId } from '../../contract/privacy.js';
import { ConfigError } from '../../errors/config-error.js';
import type { PeerTubeVideoChanges } from '../types/video.js';

/** PeerTube would take them, and let nobody in. */
export function assertUsablePasswords(videoPasswords: readonly string[]): void {
  if (videoPasswords.every(canBeVideoPassword)) return;
  const message = 'A video password must be of Latin letters, digits and signs, with no space at an end.';
  throw new ConfigError(message, { code: 'config/invalid-option' });
}

/**
 * The fields of a video as PeerTube takes them in JSON: words become numbers, what is empty becomes `null` (PeerTube
 * refuses an empty text, and a form cannot carry an empty list), the picture is left out.
 */
export function videoFieldsToJson(fields: PeerTubeVideoChanges): Record<string, unknown> {
  const { privacy, scheduleUpdate, commentsPolicy, thumbnail: _picture, ...rest } = fields;
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
