import { AuthError, HttpError, NetworkError, UploadError } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import { backoffSeconds } from './backoff.js';
import { judgeFailure } from './failure.js';

const middle = () => 0.5;

describe('backoffSeconds()', () => {
  it('doubles up to five minutes, spread by chance', () => {
    expect([1, 2, 3, 4, 20].map((attempts) => backoffSeconds(attempts, () => 1))).toEqual([5, 10, 20, 40, 300]);
    expect(backoffSeconds(3, () => 0)).toBe(10);
  });
});

describe('judgeFailure() (promise 36)', () => {
  it('comes back soon when nobody answered, and asks whether PeerTube is up', () => {
    const error = new NetworkError('No answer.', { code: 'network/unreachable', retryable: true });
    expect(judgeFailure(error, 1, middle)).toMatchObject({ retryAfterSeconds: 3.75, mayBeDown: true });
  });

  it('waits as long as the server asked, within reason', () => {
    const cause = (retryAfterMs: number) =>
      new HttpError('Busy.', {
        code: 'http/rate-limited',
        status: 429,
        route: 'GET /x',
        retryAfterMs,
        retryable: true,
      });
    const error = (ms: number) =>
      new UploadError('Busy.', { code: 'http/rate-limited', retryable: true, cause: cause(ms) });
    expect(judgeFailure(error(60_000), 1, middle).retryAfterSeconds).toBe(60);
    expect(judgeFailure(error(86_400_000), 1, middle).retryAfterSeconds).toBe(300);
  });

  it('does not send again what was refused for what it is', () => {
    const error = new UploadError('No video.', { code: 'upload/rejected', status: 422 });
    expect(judgeFailure(error, 1, middle).retryAfterSeconds).toBeNull();
  });

  it('comes back slowly where an operator can help: quota and account', () => {
    const quota = new UploadError('Full.', { code: 'upload/quota-exceeded' });
    const account = new AuthError('Wrong password.', { code: 'auth/invalid-credentials' });
    expect(judgeFailure(quota, 1, middle).retryAfterSeconds).toBe(3600);
    expect(judgeFailure(account, 1, middle).retryAfterSeconds).toBe(300);
  });

  it('keeps messages of the system, which hold paths, for the log', () => {
    const error = new Error("ENOENT: no such file or directory, open '/data/files/one'");
    expect(judgeFailure(error, 1, middle).detail).toBe('The server failed; its log says why.');
  });
});
