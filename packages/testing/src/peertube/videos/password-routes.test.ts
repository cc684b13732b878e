import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS } from '../version.js';

describe.each(PEERTUBE_VERSIONS)('passwords of a video in %s', (version) => {
  it('have 2 to 99 characters in 6.3, and to 100 in 8.2, wherever they are set', async () => {
    const { ask, mine, publish } = await signedIn({ version });
    const path = `/api/v1/videos/${await publish()}`;
    const most = version === '6.3.0' ? 99 : 100;
    const put = async (target: string, json: unknown) => (await ask(target, { method: 'PUT', json, as: mine })).status;
    for (const [length, isTaken] of [
      [1, false],
      [2, true],
      [most, true],
      [most + 1, false],
    ] as const) {
      const passwords = ['x'.repeat(length)];
      const expected = isTaken ? 204 : 400;
      expect([length, await put(path, { privacy: 5, videoPasswords: passwords })]).toEqual([length, expected]);
      expect([length, await put(`${path}/passwords`, { passwords })]).toEqual([length, expected]);
    }
  });
});
