/**
 * Whether a video takes comments, in the order of PeerTube's numbers 1 to 3.
 *
 * @example
 * ```ts
 * import { COMMENTS_POLICIES } from '@piyakast/sdk';
 *
 * console.log(COMMENTS_POLICIES.join()); // enabled,disabled,requires-approval
 * ```
 */
export const COMMENTS_POLICIES = ['enabled', 'disabled', 'requires-approval'] as const;

/**
 * Whether a video takes comments.
 *
 * @example
 * ```ts
 * import { type CommentsPolicyWord, commentsPolicyId } from '@piyakast/sdk';
 *
 * const policy: CommentsPolicyWord = 'disabled';
 * console.log(commentsPolicyId(policy)); // 2
 * ```
 */
export type CommentsPolicyWord = (typeof COMMENTS_POLICIES)[number];

/**
 * PeerTube's number of a comments policy; numbers pass as they are.
 *
 * @example
 * ```ts
 * import { commentsPolicyId } from '@piyakast/sdk';
 *
 * console.log(commentsPolicyId('disabled')); // 2
 * ```
 */
export function commentsPolicyId(policy: CommentsPolicyWord | number): number {
  return typeof policy === 'number' ? policy : COMMENTS_POLICIES.indexOf(policy) + 1;
}
