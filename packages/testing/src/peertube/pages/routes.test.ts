import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS } from '../version.js';

describe.each(PEERTUBE_VERSIONS)('oEmbed of %s', (version) => {
  it('copies the player parameters that the version knows into the iframe, and no others', async () => {
    const { fake, ask, publish } = await signedIn({ version });
    const watch = `${fake.url}/w/${await publish()}?start=5&playerTheme=galaxy&scope=other&bogus=1`;
    const { body } = await ask(`/services/oembed?url=${encodeURIComponent(watch)}`);
    const query = new URL(/src="([^"]+)"/.exec(String(body.html))?.[1] ?? '').searchParams;
    expect([...query.keys()]).toEqual(version === '6.3.0' ? ['start'] : ['start', 'playerTheme']);
  });
});
