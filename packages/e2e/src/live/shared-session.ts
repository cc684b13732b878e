import { memoryTokenStore, PeerTubeClient, type SessionTokens } from '@piyakast/sdk';
import type { TestProject } from 'vitest/node';
import { administrator, instance } from './account.js';
import { signInPatiently } from './login-patience.js';

declare module 'vitest' {
  interface ProvidedContext {
    tokens: SessionTokens;
    /** Absent when the environment names no administrator. */
    administratorTokens: SessionTokens | undefined;
  }
}

/** Signs in once for all test files: PeerTube allows 15 sign-ins and refreshes in five minutes. */
export default async function shareSessions(project: TestProject): Promise<() => Promise<void>> {
  const user = await begin(instance);
  const admin = administrator && (await begin(administrator));
  project.provide('tokens', user.tokens);
  project.provide('administratorTokens', admin?.tokens);
  return async () => {
    await user.end();
    await admin?.end();
  };
}

async function begin({ username, password }: { username: string; password: string }) {
  const tokenStore = memoryTokenStore();
  const client = new PeerTubeClient({ url: instance.url, tokenStore });
  await signInPatiently(() => client.auth.signIn({ username, password }));
  const tokens = await tokenStore.get();
  if (!tokens) throw new Error('signing in stored no tokens');
  return { tokens, end: () => client.auth.signOut() };
}
