import { describe, expect, it } from 'vitest';
import { totp } from './totp.js';

/** The key of RFC 6238, "12345678901234567890", in base 32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('totp()', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('gives the last six digits of RFC 6238 at %d s', async (seconds, code) => {
    expect(await totp(SECRET, seconds * 1000)).toBe(code);
  });
});
