import { describe, expect, it } from 'vitest';
import { json, problem, transcript, unreachable } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };

/** An instance in a language that no test reads: it answers a change with one refusal, and reading as usual. */
function refusing(status: number, { live = {}, state = 4, key = 'k', broken = false } = {}) {
  const settings = { permanentLive: false, saveReplay: false, latencyMode: 1, ...(key && { streamKey: key }) };
  const { fetch, sent } = transcript(({ method, url: { pathname } }) => {
    if (method !== 'GET') return problem(status, '该频道不可用');
    if (broken) throw unreachable();
    if (pathname === '/api/v1/config') return json({ serverVersion: '8.2.1', live: { enabled: true, ...live } });
    if (pathname === '/api/v1/users/me') return json({ id: 1, videoChannels: [{ id: 7 }] });
    if (pathname === '/api/v1/videos/live/u') return json(settings);
    if (pathname.endsWith('/passwords')) return problem(400, '该视频没有密码');
    return json({ id: 1, uuid: 'u', isLive: true, state: { id: state }, privacy: { id: 1 } });
  });
  const client = new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore, retry: { limit: 0 } });
  return { client, sent };
}

describe('a refusal whose words cannot be read', () => {
  // 6.3 refuses a channel with 400, 8 with 404 (unknown) or 403 (of another account).
  it.each([400, 403, 404])('%i of a channel that is not the account’s names the channel', async (status) => {
    const foreign = { code: 'channel/not-found', field: 'channelId', status };
    const { client } = refusing(status);
    await expect(client.live.create({ name: 'A live', channelId: 8 })).rejects.toMatchObject(foreign);
    await expect(client.videos.update('u', { channelId: 8 })).rejects.toMatchObject(foreign);
  });

  it('is no matter of the channel when the channel is the account’s', async () => {
    const { client } = refusing(403);
    const refused = client.live.create({ name: 'A live', channelId: 7 });
    await expect(refused).rejects.toMatchObject({ code: 'http/forbidden' });
    await expect(client.videos.update('u', { channelId: 7 })).rejects.toMatchObject({ code: 'auth/forbidden' });
  });

  it.each([
    [{ latencySetting: { enabled: false } }, { latencyMode: 'small' }, 'live/latency-not-allowed'],
    [{ allowReplay: false }, { saveReplay: true }, 'live/replay-not-allowed'],
  ] as const)('of a setting that the configuration does not allow names it: %j', async (live, settings, code) => {
    const { client } = refusing(403, { live });
    const expected = { name: 'LiveError', code, status: 403 };
    await expect(client.live.create({ name: 'A live', channelId: 7, ...settings })).rejects.toMatchObject(expected);
    await expect(client.live.update('u', settings)).rejects.toMatchObject(expected);
  });

  it('of another account’s live is about the account, whatever the configuration says', async () => {
    const { client } = refusing(403, { live: { latencySetting: { enabled: false } }, key: '' });
    await expect(client.live.update('u', { latencyMode: 'small' })).rejects.toMatchObject({ code: 'auth/forbidden' });
  });

  it.each([1, 5])('of a live in state %i is that it has started', async (state) => {
    const { client } = refusing(400, { state });
    const started = { name: 'LiveError', code: 'live/already-started', status: 400 };
    await expect(client.live.update('u', { permanentLive: true })).rejects.toMatchObject(started);
    await expect(client.videos.update('u', { privacy: 'private' })).rejects.toMatchObject(started);
  });

  it('stays as it came while a live waits, and when the look fails', async () => {
    const waiting = refusing(400);
    await expect(waiting.client.videos.update('u', { privacy: 'private' })).rejects.toMatchObject({
      code: 'http/bad-request',
      detail: '该频道不可用',
    });
    const { client } = refusing(404, { broken: true });
    await expect(client.live.create({ name: 'A live', channelId: 8 })).rejects.toMatchObject({
      code: 'http/not-found',
    });
  });

  it('costs no request when PeerTube gave a code or named the field', async () => {
    const named = json({ status: 400, 'invalid-params': { name: { msg: '无效' } } }, 400);
    const { fetch, sent } = transcript(named, problem(403, '已达上限', 'max_user_lives_limit_reached'));
    const client = new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore });
    await expect(client.live.create({ name: 'A', channelId: 8 })).rejects.toMatchObject({ code: 'http/bad-request' });
    await expect(client.live.create({ name: 'A', channelId: 8 })).rejects.toMatchObject({ code: 'live/limit-reached' });
    expect(sent).toHaveLength(2);
  });
});
