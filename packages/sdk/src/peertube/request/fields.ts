import { ConfigError } from '../../errors/config-error.js';
import type { Privacy } from '../../piyakast/types.js';
import type { PeerTubeLatencyMode } from '../types/live.js';
import type { PeerTubeVideoChanges } from '../types/video.js';
import type { CommentsPolicy } from '../uploads/video-fields.js';

const PRIVACIES = ['public', 'unlisted', 'private', 'internal', 'password'] as const;
const LATENCIES = ['default', 'high', 'small'] as const;
const COMMENTS_POLICIES = ['enabled', 'disabled', 'requires-approval'] as const;

/**
 * PeerTube's number of a privacy word; numbers pass as they are.
 *
 * @example
 * ```ts
 * import { privacyId } from '@piyakast/sdk';
 *
 * console.log(privacyId('unlisted')); // 2
 * ```
 */
export function privacyId(privacy: Privacy | number): number {
  return typeof privacy === 'number' ? privacy : PRIVACIES.indexOf(privacy) + 1;
}

/**
 * The word for one of PeerTube's privacy numbers; unknown numbers pass as they are.
 *
 * @example
 * ```ts
 * import { privacyName } from '@piyakast/sdk';
 *
 * console.log(privacyName(3)); // private
 * ```
 */
export function privacyName(id: number): Privacy | number {
  return PRIVACIES[id - 1] ?? id;
}

/**
 * Whether a video can be opened with this password: PeerTube takes it in a header only, which has no room for other than
 * Latin letters, digits and signs. A Korean one can be set, and then lets nobody in.
 *
 * @example
 * ```ts
 * import { canBeVideoPassword } from '@piyakast/sdk';
 *
 * console.log(canBeVideoPassword('open sesame'), canBeVideoPassword('열려라 참깨')); // true false
 * ```
 */
export function canBeVideoPassword(password: string): boolean {
  return /^[!-~\xa0-\xff]([ -~\xa0-\xff]*[!-~\xa0-\xff])?$/.test(password);
}

/** PeerTube would take them, and let nobody in. */
export function assertUsablePasswords(videoPasswords: readonly string[]): void {
  if (videoPasswords.every(canBeVideoPassword)) return;
  const message = 'A video password must be of Latin letters, digits and signs, with no space at an end.';
  throw new ConfigError(message, { code: 'config/invalid-option' });
}

/**
 * PeerTube's number of a latency word; numbers pass as they are.
 *
 * @example
 * ```ts
 * import { latencyId } from '@piyakast/sdk';
 *
 * console.log(latencyId('small')); // 3
 * ```
 */
export function latencyId(mode: PeerTubeLatencyMode): number {
  return typeof mode === 'number' ? mode : LATENCIES.indexOf(mode) + 1;
}

/**
 * The word for one of PeerTube's latency numbers; unknown numbers pass as they are.
 *
 * @example
 * ```ts
 * import { latencyName } from '@piyakast/sdk';
 *
 * console.log(latencyName(1)); // default
 * ```
 */
export function latencyName(id: number): PeerTubeLatencyMode {
  return LATENCIES[id - 1] ?? id;
}

/** PeerTube's number of a comments policy; numbers pass as they are. */
export function commentsPolicyId(policy: CommentsPolicy): number {
  return typeof policy === 'number' ? policy : COMMENTS_POLICIES.indexOf(policy) + 1;
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
