/** Whether a video takes comments, in the order of PeerTube's numbers 1 to 3. */
export const COMMENTS_POLICIES = ['enabled', 'disabled', 'requires-approval'] as const;

/** Whether a video takes comments. */
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
