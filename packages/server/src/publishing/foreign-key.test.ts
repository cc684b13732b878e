import { randomUUID } from 'node:crypto';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const published = (who: Who, id: string) =>
  until('the publication', async () => {
    const video = await server.client(who).videos.get(id);
    return video.state === 'published' && video;
  });

describe('the key that a browser gives its upload', () => {
  it("never leads to another user's video at PeerTube, not even when this server has forgotten that one", async () => {
    const key = randomUUID();
    const file = { metadata: { name: 'the same title', privacy: 'private' }, key };
    const hers = await server.tus('alice').send({ ...file, bytes: sampleMp4() });
    const { sources: herSources } = await published('alice', hers);
    // The account at PeerTube is one for all users; the row of hers goes, her video there stays.
    const before = server;
    await before.stop();
    server = await startTestServer({ after: before });

    const his = await server.tus('bob').send({ ...file, bytes: sampleMp4() });
    const { sources: hisSources } = await published('bob', his);
    const uuidOf = (sources: typeof hisSources) =>
      sources.flatMap((source) => (source.kind === 'peertube' ? [source.uuid] : []));
    expect(uuidOf(hisSources)).not.toEqual(uuidOf(herSources));
    expect(server.sandbox.videos().filter(({ name }) => name === 'the same title')).toHaveLength(2);
  });
});
