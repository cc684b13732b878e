/**
 * Who may see a video, in the order of PeerTube's numbers 1 to 5.
 *
 * @example
 * ```ts
 * import { PRIVACIES } from '@piyakast/sdk';
 *
 * console.log(PRIVACIES.join()); // public,unlisted,private,internal,password
 * ```
 */
export const PRIVACIES = ['public', 'unlisted', 'private', 'internal', 'password'] as const;

/**
 * Who may see a video: `password` for everyone who knows its password, `internal` for signed-in users of the instance.
 *
 * @example
 * ```ts
 * import { type Privacy, privacyId } from '@piyakast/sdk';
 *
 * const privacy: Privacy = 'internal';
 * console.log(privacyId(privacy)); // 4
 * ```
 */
export type Privacy = (typeof PRIVACIES)[number];

/**
 * Without a privacy PeerTube makes a video private, whatever the instance's default is.
 *
 * @example
 * ```ts
 * import { DEFAULT_PRIVACY } from '@piyakast/sdk';
 *
 * console.log(DEFAULT_PRIVACY); // private
 * ```
 */
export const DEFAULT_PRIVACY = 'private' satisfies Privacy;

/**
 * What a replay may be. PeerTube 6.3 and 8.2 take a password for a live, but refuse it for a replay, whose privacy is that
 * of its live by default, and private for one with a password.
 *
 * @example
 * ```ts
 * import { LIVE_PRIVACIES } from '@piyakast/sdk';
 *
 * console.log(LIVE_PRIVACIES.join()); // public,unlisted,private,internal
 * ```
 */
export const LIVE_PRIVACIES = ['public', 'unlisted', 'private', 'internal'] as const satisfies readonly Privacy[];

/** Who may see a replay; without `password`, which PeerTube refuses for replays. */
export type LivePrivacy = (typeof LIVE_PRIVACIES)[number];

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
 * Latin letters, digits and signs. A Korean one can be set, and then opens nothing.
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
