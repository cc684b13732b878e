import type { PiyakastSession, Privacy } from '@piyakast/sdk';

/** Whoever sent a valid token. */
export type Principal = PiyakastSession;

/** What is needed to decide who may see or change something. */
export interface Owned {
  ownerId: string;
  privacy: Privacy;
}

/** The owner of the server and its administrators may do what the owner of a video may. */
export function mayManage(asker: Principal | undefined, thing: Pick<Owned, 'ownerId'>): boolean {
  if (asker === undefined) return false;
  return asker.role !== 'user' || asker.subject === thing.ownerId;
}

/** Whether it may be shown to somebody who has its address. */
export function maySee(asker: Principal | undefined, thing: Owned): boolean {
  if (thing.privacy === 'public' || thing.privacy === 'unlisted' || mayManage(asker, thing)) return true;
  return thing.privacy === 'internal' && asker !== undefined;
}

/** Whether it appears by itself, in lists and events. */
export function isListedFor(asker: Principal | undefined, thing: Owned): boolean {
  return maySee(asker, thing) && (thing.privacy !== 'unlisted' || mayManage(asker, thing));
}
