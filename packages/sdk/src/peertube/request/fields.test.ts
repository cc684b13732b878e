import { describe, expect, it } from 'vitest';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';
import { assertUsablePasswords, videoFieldsToJson } from './fields.js';

/** A Korean title as macOS hands it out, and as it is stored. */
const DECOMPOSED = '\u1112\u1161\u11ab\u1100\u116e\u11a8';
const COMPOSED = '한국';

function clientOf(...replies: Parameters<typeof transcript>) {
  const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
  const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };
  const { fetch, sent } = transcript(...replies);
  return { sent, client: new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore }) };
}

describe('texts that macOS decomposed', () => {
  it('are sent composed, in fields and in lists of them', async () => {
    const { client, sent } = clientOf(json({ videoChannel: { id: 1 } }));
    await client.videos.update('u', { name: DECOMPOSED, tags: [DECOMPOSED], support: null, nsfw: false });
    await client.channels.create({ name: 'films', displayName: DECOMPOSED });
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
      { name: COMPOSED, tags: [COMPOSED], support: null, nsfw: false },
      { name: 'films', displayName: COMPOSED },
    ]);
  });

  it('are searched for composed', async () => {
    const { client, sent } = clientOf(json({ total: 0, data: [] }));
    await client.videos.search(DECOMPOSED, { count: 1 });
    await client.account.videos({ search: DECOMPOSED });
    expect(sent.map(({ url }) => url.searchParams.get('search'))).toEqual([COMPOSED, COMPOSED]);
  });

  it('open a video as the password that was set', async () => {
    const { client, sent } = clientOf(json({ id: 1, uuid: 'u', state: { id: 1 } }));
    await client.videos.get('u', { password: 'cafe\u0301' });
    expect(sent[0]?.headers.get('x-peertube-video-password')).toBe('café');
    expect(videoFieldsToJson({ videoPasswords: ['cafe\u0301'] })).toEqual({ videoPasswords: ['café'] });
  });
});

describe('assertUsablePasswords()', () => {
  it('takes 2 to 99 characters that a header can carry', () => {
    expect(() => assertUsablePasswords(['ab', 'x'.repeat(99), 'cafe\u0301'])).not.toThrow();
    for (const password of ['a', 'x'.repeat(100), '열려라', 'ab ']) {
      expect(() => assertUsablePasswords([password])).toThrow(
        'A video password must have 2 to 99 Latin letters, digits and signs, with no space at an end.',
      );
    }
  });
});
