/** One process of `sdk-processes.test.ts`: asks with a session that it shares by a file. */
import { PeerTubeClient } from '@piyakast/sdk';
import { fileTokenStore } from '@piyakast/sdk/node';

const { INSTANCE, TOKEN_FILE, TOKEN_SECRET, CALLS, DIE } = process.env;
const tokenStore = fileTokenStore({ path: TOKEN_FILE, secret: TOKEN_SECRET });
const client = new PeerTubeClient({
  url: INSTANCE,
  tokenStore,
  fetch: async (input, init) => {
    // Killed in the middle of a refresh, with the lock held.
    if (DIE && String(init?.body).includes('refresh_token')) process.kill(process.pid, 'SIGKILL');
    return fetch(input, init);
  },
});
const answers = await Promise.all(Array.from({ length: Number(CALLS) }, () => client.account.quotaUsed()));
console.log(answers.length);
