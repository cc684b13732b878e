import { memoryTokenStore, PeerTubeClient, type SessionTokens } from '@piyakast/sdk';
import type { TestProject } from 'vitest/node';
import { instance } from './account.js';
import { signInPatiently } from './login-patience.js';

declare module 'vitest' {
  interface ProvidedContext {
    tokens: SessionTokens;
  }
}

/** Signs in once for all test files: PeerTube allows 15 sign-ins and refreshes in five minutes. */
export default async function shareSession(project: TestProject): Promise<() => Promise<void>> {
  const tokenStore = memoryTokenStore();
  const client = new PeerTubeClient({ url: instance.url, tokenStore });
  await signInPatiently(() => client.auth.signIn({ username: instance.username, password: instance.password }));
  const tokens = await tokenStore.get();
  if (!tokens) throw new Error('signing in stored no tokens');
  project.provide('tokens', tokens);
  return async () => {
    await client.auth.signOut();
  };
}
