import { describe, expect, it } from 'vitest';
import { HttpError } from '../../errors/http-error.js';
import { NetworkError } from '../../errors/network-error.js';
import { UploadError } from '../../errors/upload-error.js';
import { pollDelayMs, retryDelayMs } from './retry-policy.js';

describe('retryDelayMs()', () => {
  const network = new NetworkError('away', { code: 'network/unreachable', retryable: true });

  it('doubles up to 30 s and shortens by up to half at random (promise 36)', () => {
    const delays = [0, 1, 2, 3, 9].map((attempt) => retryDelayMs({ attempt, error: network, random: () => 0 }));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
    expect(retryDelayMs({ attempt: 1, error: network, random: () => 1 })).toBe(500);
  });

  it('waits as long as the server asks (promise 36)', () => {
    const limited = new HttpError('slow down', {
      code: 'http/rate-limited',
      status: 429,
      route: 'PUT /x',
      retryable: true,
      retryAfterMs: 9_000,
    });
    expect(retryDelayMs({ attempt: 0, error: limited, random: () => 0 })).toBe(9_000);
  });

  it('repeats what a proxy refused for its size only while a request can be smaller', () => {
    const options = { code: 'http/too-large', status: 413, route: 'PUT /x' } as const;
    const tooLarge = { attempt: 0, error: new HttpError('no', options), random: () => 0 };
    expect(retryDelayMs({ ...tooLarge, mayShrink: true })).toBe(500);
    expect(retryDelayMs({ ...tooLarge, mayShrink: false })).toBeUndefined();
  });

  it('does not repeat what was refused, nor what is no error of the kit (promise 36)', () => {
    const refused = new UploadError('no', { code: 'upload/rejected' });
    expect(retryDelayMs({ attempt: 0, error: refused, random: () => 0 })).toBeUndefined();
    expect(retryDelayMs({ attempt: 0, error: new Error('bug'), random: () => 0 })).toBeUndefined();
  });

  it('looks at a server that works after half a second first, and every half minute at most', () => {
    expect(pollDelayMs(0, () => 0)).toBe(500);
    expect(pollDelayMs(50, () => 0)).toBe(30_000);
  });
});
