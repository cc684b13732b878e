import { describe, expect, it } from 'vitest';
import { AuthError } from '../errors/auth-error.js';
import { decide, isFresh, type SessionEvent, type SessionState, UNREAD } from './session-state.js';
import type { SessionTokens } from './stores/token-store.js';

const tokens = (name: string, expiresAtMs = 100_000): SessionTokens => ({
  accessToken: `${name}-access`,
  refreshToken: `${name}-refresh`,
  expiresAtMs,
  refreshExpiresAtMs: 1_000_000,
});
const [first, second] = [tokens('first'), tokens('second', 200_000)];
const reason = new AuthError('The session has ended.', { code: 'auth/refresh-rejected' });

/** The state after these events, and how often listeners were notified. */
function after(...events: SessionEvent[]): { state: SessionState; notified: number } {
  let state = UNREAD;
  let notified = 0;
  for (const event of events) {
    const decision = decide(state, event);
    state = decision.state;
    if (decision.notify) notified += 1;
  }
  return { state, notified };
}

const signIn: SessionEvent = { name: 'sign-in', tokens: first };
const signOut: SessionEvent = { name: 'sign-out' };
const stored = (found: SessionTokens | undefined): SessionEvent => ({ name: 'stored', tokens: found });
const started: SessionEvent = { name: 'refresh-started' };
const refreshed: SessionEvent = { name: 'refreshed', from: first, tokens: second };
const refused: SessionEvent = { name: 'refresh-refused', from: first, reason };
const over: SessionEvent = { name: 'refresh-over', nowMs: 50_000 };
const accessOver: SessionEvent = { name: 'access-over' };

describe('decide(), of a session', () => {
  it.each<[string, SessionEvent[], SessionState['name'], SessionTokens | undefined, number]>([
    ['starts from what is stored, which is no news', [stored(first)], 'signed-in', first, 0],
    ['starts signed out', [stored(undefined)], 'signed-out', undefined, 0],
    ['hears of a sign-in elsewhere', [stored(undefined), stored(first)], 'signed-in', first, 1],
    ['signs in', [signIn], 'signed-in', first, 1],
    ['signs out', [signIn, signOut], 'signed-out', undefined, 2],
    ['refreshes without notice', [signIn, started, refreshed, over], 'signed-in', second, 1],
    ['survives a refresh that fails', [signIn, started, over], 'signed-in', first, 1],
    ['takes over what another tab has refreshed', [signIn, started, stored(second)], 'signed-in', second, 2],
    ['ends when another tab signed out', [signIn, started, stored(undefined)], 'signed-out', undefined, 2],
    ['keeps newer tokens than the store has', [{ ...signIn, tokens: second }, stored(first)], 'signed-in', second, 1],
    ['lets a sign-out win over a refresh', [signIn, started, signOut, refreshed, over], 'signed-out', undefined, 2],
    [
      'lets a sign-in win over a refresh',
      [signIn, started, { ...signIn, tokens: tokens('other') }, refreshed, over],
      'signed-in',
      tokens('other'),
      2,
    ],
    ['uses up its access token after a refused refresh', [signIn, started, refused, over], 'ending', first, 1],
    ['expires when that one ends too', [signIn, started, refused, over, accessOver], 'expired', undefined, 2],
    ['expires once', [signIn, started, refused, accessOver, accessOver], 'expired', undefined, 2],
    [
      'does not take the refused token from the store',
      [signIn, started, refused, accessOver, stored(first)],
      'expired',
      undefined,
      2,
    ],
    [
      'takes other tokens from the store',
      [signIn, started, refused, accessOver, stored(second)],
      'signed-in',
      second,
      3,
    ],
    ['begins anew with a sign-in', [signIn, started, refused, accessOver, signIn], 'signed-in', first, 3],
    ['has nothing to refresh when signed out', [signOut, started, over], 'signed-out', undefined, 1],
    [
      'lets the store win over a refresh that was overtaken, whatever it holds',
      [{ ...signIn, tokens: second }, started, { name: 'overtaken', tokens: first }],
      'signed-in',
      first,
      2,
    ],
  ])('%s', (_what, events, name, expected, notified) => {
    const result = after(...events);
    expect(result.state.name).toBe(name);
    expect(result.state.tokens).toEqual(expected);
    expect(result.notified).toBe(notified);
  });

  it('forgets a refused token with the next sign-in, and with a sign-out', () => {
    for (const next of [signIn, signOut]) expect(after(signIn, started, refused, next).state.refused).toBeUndefined();
  });
});

describe('isFresh()', () => {
  const { state } = after(signIn);

  it('is over a minute before the token ends, so that no request starts with a dying one', () => {
    expect(isFresh(state, 39_999)).toBe(true);
    expect(isFresh(state, 40_000)).toBe(false);
  });

  it('lets a token that works rest for half a minute after a refresh, however short-lived it is', () => {
    const rested = decide(decide(state, started).state, over).state;
    expect(isFresh(rested, 79_999)).toBe(true);
    expect(isFresh(rested, 80_000)).toBe(false);
  });

  it('is never so without tokens', () => {
    expect(isFresh(UNREAD, 0)).toBe(false);
  });
});
