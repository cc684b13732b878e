import type { PiyakastSession, Privacy } from '@piyakast/sdk';

/** The user that a valid token names. */
export type Principal = PiyakastSession;

/** What is needed to decide who may see or change something. */
export interface Owned {
  ownerId: string;
  privacy: Privacy;
}

/** The owner of the server and its administrators may do what the owner of a video may. */
export function mayManage(principal: Principal | undefined, thing: Pick<Owned, 'ownerId'>): boolean {
  if (principal === undefined) return false;
  return principal.role !== 'user' || principal.subject === thing.ownerId;
}

/** Whether it may be shown to a principal who has its address. */
export function maySee(principal: Principal | undefined, thing: Owned): boolean {
  if (thing.privacy === 'public' || thing.privacy === 'unlisted' || mayManage(principal, thing)) return true;
  return thing.privacy === 'internal' && principal !== undefined;
}

/** Whether it appears in lists and events. */
export function isListedFor(principal: Principal | undefined, thing: Owned): boolean {
  return maySee(principal, thing) && (thing.privacy !== 'unlisted' || mayManage(principal, thing));
}
