import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { url } from '../../test-support/scripted-client.js';
import { json, problem, type Reply, transcript, unreachable } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('supports()', () => {
  it('knows what an instance can do by its configuration, and by asking a route that it may not have', async () => {
    const { client } = fakeInstance({ features: { live: { allowReplay: false } } });
    const { supports } = client();
    expect(supports).toBeTypeOf('function');
    const six = client();
    expect(await six.supports('live')).toBe(true);
    expect(await six.supports('live-replay')).toBe(false);
    expect(await six.supports('live-schedules')).toBe(false);
    expect(await six.supports('embed-privacy')).toBe(false);
    expect(await six.videos.isEmbedAllowed('u', 'site.example')).toBe(true);
  });

  it('asks an older instance for no route that only newer ones have, and each route once', async () => {
    const routes = ['embed-privacy', 'player-settings', 'token-sessions', 'comment-replies'] as const;
    const versions: [string, number][] = [
      ['6.0.0', 0],
      ['7.1.1', 0],
      ['8.2.3', 3],
      ['8.3.0-rc.1', 4],
      ['9.0.0', 4],
      ['my-own-build', 4],
    ];
    for (const [serverVersion, probes] of versions) {
      const { fetch, sent } = transcript(({ url: { pathname } }) =>
        pathname === '/api/v1/config' ? json({ serverVersion }) : problem(404, 'Video not found'),
      );
      const client = new PeerTubeClient({ url, fetch });
      for (const feature of [...routes, ...routes])
        expect(await client.supports(feature)).toBe(probes > 0 && (probes === 4 || feature !== 'comment-replies'));
      expect(sent, serverVersion).toHaveLength(1 + probes);
      expect(await client.supports('live')).toBe(false);
    }
  });

  it('believes the route, not the version: a fork may lack it, and a refusal shows that it is there', async () => {
    const answers: [Reply, boolean][] = [
      [new Response('', { status: 400, headers: { 'content-type': 'application/json' } }), false],
      [new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }), false],
      [problem(401, 'Token is invalid', 'unauthorized_request'), true],
      [problem(400, 'Incorrect request parameters: domain'), true],
      [json({ domainAllowed: true }), true],
    ];
    for (const [answer, expected] of answers) {
      const { fetch } = transcript(json({ serverVersion: '8.2.3' }), answer);
      expect(await new PeerTubeClient({ url, fetch }).supports('embed-privacy')).toBe(expected);
    }
    const { fetch } = transcript(json({ serverVersion: '8.2.3' }), unreachable());
    const away = new PeerTubeClient({ url, fetch, retry: { limit: 0 } });
    await expect(away.supports('embed-privacy')).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('finds the features of PeerTube 8', async () => {
    const { fetch } = transcript(({ url: { pathname } }) => {
      if (pathname === '/api/v1/config')
        return json({ serverVersion: '8.1.0', live: { enabled: true, dvr: { maxWindow: 600 } } });
      return problem(404, 'Video not found');
    });
    const eight = new PeerTubeClient({ url, fetch });
    expect(await eight.supports('live-schedules')).toBe(true);
    expect(await eight.supports('live-dvr')).toBe(true);
    expect(await eight.supports('embed-privacy')).toBe(true);
  });
});
