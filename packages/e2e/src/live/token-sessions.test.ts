import { HttpError, memoryTokenStore } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import { instance, signedInAnew } from './instance.js';
import { signInPatiently } from './login-patience.js';
import { failureOf } from './own-video.js';
import { fetchWithinLimit } from './within-limit.js';

describe('the sessions of an account on the real instance', () => {
  it('are listed, and one is ended from another, where the instance knows that', async () => {
    const here = await signedInAnew();
    if (!(await here.supports('token-sessions'))) {
      for (const call of [here.account.sessions(), here.account.revokeSession(1)]) {
        expect(await failureOf(call)).toMatchObject({ code: 'config/unsupported' });
      }
      await here.auth.signOut();
      return;
    }
    const tokenStore = memoryTokenStore();
    const elsewhere = await signedInAnew({ tokenStore });
    const ownOf = async (client: typeof here) => {
      const { data } = await client.account.sessions({ count: 100, sort: '-createdAt' });
      const current = data.filter(({ currentSession }) => currentSession);
      expect(current).toHaveLength(1);
      expect(Math.abs(Date.now() - Date.parse(current[0]?.loginDate ?? ''))).toBeLessThan(600_000);
      return { id: current[0]?.id ?? 0, all: data.map(({ id }) => id) };
    };
    const [one, two] = [await ownOf(here), await ownOf(elsewhere)];
    expect(one.id).not.toBe(two.id);
    expect(two.all).toEqual(expect.arrayContaining([one.id, two.id]));

    await here.account.revokeSession(two.id);
    expect((await ownOf(here)).all).not.toContain(two.id);
    const headers = { authorization: `Bearer ${(await tokenStore.get())?.accessToken}` };
    expect((await fetchWithinLimit(`${instance.url}/api/v1/users/me`, { headers })).status).toBe(401);
    // The client finds out on its next call: its refresh is refused too.
    const reasons: unknown[] = [];
    elsewhere.auth.onReauthentication((reason) => void reasons.push(reason));
    const ask = () => elsewhere.account.quotaUsed({ signal: AbortSignal.timeout(5_000) });
    // A refresh counts as a login, of which all tests share a few.
    await signInPatiently(() => ask().catch(rethrowLimit(reasons)));
    expect(reasons[0]).toMatchObject({ code: 'auth/refresh-rejected' });
    expect(await failureOf(here.account.revokeSession(two.id))).toMatchObject({ status: 404 });
    await here.auth.signOut();
  });
});

/** Notes why a call failed, unless it only came too soon. */
function rethrowLimit(reasons: unknown[]): (error: unknown) => void {
  return (error) => {
    if (error instanceof HttpError && error.code === 'http/rate-limited') throw error;
    reasons.push(error);
  };
}
