import { describe, expect, it } from 'vitest';
import { peertubeProblem } from './problem-table.js';

const of = (status: number, serverCode?: string, detail = '账户不可用') =>
  peertubeProblem({ status, route: 'POST /api/v1/users/token', serverCode, detail });

describe('peertubeProblem()', () => {
  it.each([
    [400, 'access_denied', 'auth/account-blocked'],
    [400, 'account_blocked', 'auth/account-blocked'],
    [400, 'account_waiting_for_approval', 'auth/account-blocked'],
    [400, 'email_not_verified', 'auth/email-not-verified'],
    [400, 'too_long_password', 'auth/invalid-credentials'],
    [401, 'current_password_is_invalid', 'auth/password-incorrect'],
  ])('%i %s is %s, in any language', (status, serverCode, code) => {
    expect(of(status, serverCode)).toMatchObject({ name: 'AuthError', code, status });
  });

  it('knows a route that this version does not have by its empty body, not by a 400 alone', () => {
    const { code } = peertubeProblem({ status: 400, route: 'GET /api/v1/videos/:id/description' });
    expect(code).toBe('config/unsupported');
    expect(of(400)).toMatchObject({ code: 'http/bad-request' });
  });

  it('lets a route say what its own codes and statuses mean, and a refused token win over both', () => {
    const errorMappings = { 401: ['video/private', 'Sign in.'], gone: ['video/not-found', 'Check the id.'] } as const;
    const answer = (status: number, serverCode?: string) =>
      peertubeProblem({ status, route: 'GET /', serverCode, errorMappings }).code;
    expect([answer(401), answer(410, 'gone'), answer(401, 'invalid_token')]).toEqual([
      'video/private',
      'video/not-found',
      'http/unauthorized',
    ]);
  });
});
