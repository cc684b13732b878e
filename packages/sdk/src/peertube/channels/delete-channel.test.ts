import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { problem, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Number.MAX_SAFE_INTEGER, refreshExpiresAtMs: 0 };
const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
const noKeys = () => problem(500, 'notNull Violation: publicKey cannot be null', 'SequelizeValidationError');
const gone = () => new Response(null, { status: 204 });

function clientOf(...replies: Parameters<typeof transcript>) {
  const clock = createFakeClock();
  const { fetch, sent } = transcript(...replies);
  return { clock, sent, client: new PeerTubeClient({ url: 'https://video.example', clock, fetch, tokenStore }) };
}

describe('channels.delete()', () => {
  it('waits until PeerTube 8 has made the keys of a channel that is a moment old', async () => {
    const { client, clock, sent } = clientOf(noKeys, noKeys, gone);
    const deleted = client.channels.delete('films');
    await clock.advance(2_000);
    await deleted;
    expect(sent.map(({ method }) => method)).toEqual(['DELETE', 'DELETE', 'DELETE']);
  });

  it('gives up after five seconds with the error of the instance', async () => {
    const { client, clock, sent } = clientOf(noKeys);
    const refused = expect(client.channels.delete('films')).rejects.toMatchObject({ code: 'http/server-error' });
    await clock.advance(5_000);
    await refused;
    expect(sent).toHaveLength(6);
  });

  it('asks once for anything else that goes wrong', async () => {
    const { client, sent } = clientOf(() => problem(409, 'Cannot remove the last channel of this user'));
    await expect(client.channels.delete('films')).rejects.toMatchObject({ code: 'http/conflict' });
    expect(sent).toHaveLength(1);
  });
});
