import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const SYLLABLES = '한글제목'.repeat(15);

describe('texts', () => {
  it('in parts, as macOS sends them, are stored composed, counted so, and found by search', async () => {
    const parts = SYLLABLES.normalize('NFD');
    expect([...parts].length).toBeGreaterThan(120);
    const id = await server.tus('alice').send({
      bytes: sampleMp4(),
      filename: `${'파일'.normalize('NFD')}.mp4`,
      metadata: { name: parts, tags: ['음악'.normalize('NFD')] },
    });
    const client = server.client('alice');
    expect(await client.videos.get(id)).toMatchObject({ name: SYLLABLES, filename: '파일.mp4', tags: ['음악'] });
    expect((await client.videos.list({ search: '제목한'.normalize('NFD') })).total).toBe(1);
    const live = await client.streams.create({ name: parts });
    expect(live.name).toBe(SYLLABLES);
    expect((await client.streams.list({ search: '제목한'.normalize('NFD') })).total).toBe(1);
  });
});
