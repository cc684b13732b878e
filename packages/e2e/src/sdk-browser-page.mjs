import { PeerTubeClient } from '@piyakast/sdk';
import { webTokenStore } from '@piyakast/sdk/browser';

/** A tab of a site: its client keeps the session in the site's `localStorage`. */
export function openTab(url) {
  const { auth, account } = new PeerTubeClient({ url, tokenStore: webTokenStore() });
  return {
    signIn: async (credentials) => void (await auth.signIn(credentials)),
    /** Asks so many times at once; how many were answered. */
    ask: async (calls) => (await Promise.all(Array.from({ length: calls }, () => account.quotaUsed()))).length,
  };
}
