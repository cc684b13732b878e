import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../errors/config-error.js';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { url } from '../../test-support/scripted-client.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

describe('report() (promises 61, 64)', () => {
  it('names what fails, without anything of the session', async () => {
    const { clock, fake, signedIn } = fakeInstance();
    const client = await signedIn({ retry: { limit: 0 } });
    await client.videos.get('00000000-0000-4000-8000-000000000000').catch(() => undefined);
    const healthy = await client.report();
    expect(healthy).toContain(`instance: ${fake.url}\n`);
    expect(healthy).toContain('version: PeerTube 6.3.0, live on');
    expect(healthy).toContain('session: signed in');
    expect(healthy).toContain('404 GET /api/v1/videos/:id');
    fake.faults.set({ down: true });
    await clock.advance(400_000);
    const away = await client.report();
    expect(away).toContain('reachable: network/unreachable');
    expect(away).toContain('version: PeerTube 6.3.0');
  });

  it('is made also of an instance that answers strangely, and of tokens that cannot be read', async () => {
    const { fetch } = transcript(json({ serverVersion: 'strange' }));
    const get = () =>
      Promise.reject(new ConfigError('The token file cannot be decrypted.', { code: 'config/invalid-option' }));
    const tokenStore = { get, set: async () => undefined, delete: async () => undefined };
    const report = await new PeerTubeClient({ url, fetch, tokenStore }).report();
    expect(report).toContain('version: PeerTube strange, live unknown, HLS unknown');
    expect(report).toContain('session: config/invalid-option (The token file cannot be decrypted.)');
  });
});
