import { readdir } from 'node:fs/promises';
import { until } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer } from '../test-support/test-server.js';

/** Longer than the test needs, and no longer than closing the sandbox may take. */
const LONG_MS = 5000;

describe('LOCAL_FILE_POLICY', () => {
  it('after-transcode: the file stays as long as PeerTube cannot play the video (promise 13)', async () => {
    const server = await startTestServer({ sandbox: { features: { transcodingMs: LONG_MS } } });
    try {
      const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'long transcoding' } });
      const video = await until('every byte at PeerTube', async () => {
        const found = await server.client('alice').videos.get(id);
        return found.publishedBytes === found.sizeBytes && found;
      });
      expect(video.state).toBe('publishing');
      expect(video.sources).toMatchObject([{ kind: 'file' }]);
      expect((await fetch(`${server.url}/media/${id}`)).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  it('immediate: the file goes when PeerTube has it (promise 13)', async () => {
    const server = await startTestServer({
      env: { LOCAL_FILE_POLICY: 'immediate' },
      sandbox: { features: { transcodingMs: LONG_MS } },
    });
    try {
      const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'at once' } });
      await until('the file to go', async () => !(await readdir(server.filesDir)).includes(id));
      expect((await server.client('alice').videos.get(id)).sources).toMatchObject([{ kind: 'peertube' }]);
    } finally {
      await server.close();
    }
  });

  it('keep:<days>: the file stays as a second source (promise 13)', async () => {
    const server = await startTestServer({ env: { LOCAL_FILE_POLICY: 'keep:3' } });
    try {
      const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'kept' } });
      const video = await until('the publication', async () => {
        const found = await server.client('alice').videos.get(id);
        return found.state === 'published' && found;
      });
      expect(video.sources.map(({ kind }) => kind)).toEqual(['peertube', 'file']);
      expect(await readdir(server.filesDir)).toContain(id);
    } finally {
      await server.close();
    }
  });
});
