import { memoryTokenStore, PeerTubeClient, type PeerTubeOptions } from '@piyakast/sdk';
import { inject } from 'vitest';
import { instance } from './account.js';
import { signInPatiently } from './login-patience.js';

export { instance };

/** How long a busy instance may take to answer. */
const TIMEOUT_MS = 120_000;

/** A client of the instance, not signed in unless its store is. */
export function clientOf(options: Partial<PeerTubeOptions> = {}): PeerTubeClient {
  return new PeerTubeClient({ timeoutMs: TIMEOUT_MS, ...options, url: instance.url });
}

/** A client of the account, in the session that all tests share: not to be refreshed or ended. */
export async function signedIn(options: Partial<PeerTubeOptions> = {}): Promise<PeerTubeClient> {
  const { tokenStore = memoryTokenStore() } = options;
  await tokenStore.set(inject('tokens'));
  return clientOf({ ...options, tokenStore });
}

/** The administrator that the environment names, else the ordinary account. */
export async function administratorOrUser(): Promise<{ client: PeerTubeClient; isAdministrator: boolean }> {
  const tokens = inject('administratorTokens');
  if (!tokens) {
    const client = await signedIn();
    return { client, isAdministrator: (await client.account.me()).role.id === 0 };
  }
  const tokenStore = memoryTokenStore();
  await tokenStore.set(tokens);
  return { client: clientOf({ tokenStore }), isAdministrator: true };
}

/** Whether the instance is PeerTube 8 or later, where the answer to the same request differs. */
export async function isPeerTube8(client: PeerTubeClient): Promise<boolean> {
  return Number((await client.config.get()).serverVersion.split('.')[0]) >= 8;
}

/** A client of the account in a new session. */
export async function signedInAnew(options: Partial<PeerTubeOptions> = {}): Promise<PeerTubeClient> {
  const client = clientOf(options);
  await signInPatiently(() => client.auth.signIn({ username: instance.username, password: instance.password }));
  return client;
}

/** The account's first channel. */
export async function ownChannelId(client: PeerTubeClient): Promise<number> {
  const { videoChannels } = await client.account.me();
  const channel = videoChannels[0];
  if (!channel) throw new Error('The account has no channel: create one on the instance, then run the tests again.');
  return channel.id;
}

/** Videos and lives made by a test file; removed at its end, whatever happened. */
export function createdVideos(client: () => PeerTubeClient) {
  const ids = new Set<string>();
  return {
    add: (uuid: string) => ids.add(uuid),
    removeAll: async () => {
      const failures: unknown[] = [];
      for (const uuid of ids) {
        await client()
          .videos.delete(uuid)
          .catch((error: { status?: number }) => {
            if (error.status !== 404) failures.push(error);
          });
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some test videos could not be removed.');
    },
  };
}
