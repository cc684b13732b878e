import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';

describe('embed privacy (8.2)', () => {
  it('is read and set by the owner, and asked for a site by anyone', async () => {
    const { ask, mine, other, publish } = await signedIn({ version: '8.2.1' });
    const path = `/api/v1/videos/${await publish()}/embed-privacy`;
    const put = (json: unknown, as = mine) => ask(path, { method: 'PUT', json, as });
    expect((await ask(path, { as: mine })).body).toEqual({ policy: { id: 1, label: 'All allowed' }, domains: [] });
    expect((await put({ policy: 2, domains: ['site.example:8080'] }, other)).status).toBe(403);
    expect((await put({ policy: 2, domains: ['site.example:8080'] })).status).toBe(204);
    expect((await ask(path, { as: mine })).body).toEqual({
      policy: { id: 2, label: 'Allowlist' },
      domains: ['site.example:8080'],
    });
    const allowed = async (query: string, as?: typeof mine) =>
      (await ask(`${path}/allowed${query}`, as ? { as } : {})).body;
    expect(await allowed('?domain=site.example:8080')).toEqual({ domainAllowed: true, userBypassAllowed: null });
    expect(await allowed('?domain=site.example')).toEqual({ domainAllowed: false, userBypassAllowed: false });
    expect(await allowed('?domain=site.example', mine)).toEqual({ domainAllowed: false, userBypassAllowed: true });
    expect((await ask(`${path}/allowed`)).status).toBe(400);
  });

  it('takes hosts only, and none when all are allowed', async () => {
    const { ask, mine, publish } = await signedIn({ version: '8.2.1' });
    const path = `/api/v1/videos/${await publish()}/embed-privacy`;
    const status = async (json: unknown) => (await ask(path, { method: 'PUT', json, as: mine })).status;
    expect(await status({ policy: 2, domains: ['https://site.example'] })).toBe(400);
    expect(await status({ policy: 2 })).toBe(400);
    expect(await status({ policy: 3, domains: [] })).toBe(400);
    expect(await status({ policy: 1, domains: ['site.example'] })).toBe(400);
  });
});

describe('player settings (8.2)', () => {
  it('are those of the video, else of its channel, else of the instance', async () => {
    const { fake, ask, mine, other, publish } = await signedIn({ version: '8.2.1' });
    const video = `/api/v1/player-settings/videos/${await publish()}`;
    const channel = `/api/v1/player-settings/video-channels/${fake.accounts[0]?.channelName}`;
    const put = async (path: string, theme: string, as = mine) =>
      (await ask(path, { method: 'PUT', json: { theme }, as })).status;
    expect((await ask(video)).body).toEqual({ theme: 'lucide' });
    expect(await put(channel, 'galaxy')).toBe(200);
    expect((await ask(video)).body).toEqual({ theme: 'galaxy' });
    expect(await put(video, 'lucide')).toBe(200);
    expect((await ask(video)).body).toEqual({ theme: 'lucide' });
    expect(await put(video, 'channel-default')).toBe(200);
    expect((await ask(video)).body).toEqual({ theme: 'galaxy' });
    expect(await put(video, 'galaxy', other)).toBe(403);
    expect(await put(channel, 'channel-default')).toBe(400);
  });
});
