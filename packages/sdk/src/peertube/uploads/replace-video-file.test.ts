import { describe, expect, it } from 'vitest';
import { createUploads } from './create-uploads.js';
import { fakeInstance, videoFile } from './test-support/fake-instance.js';

const ID = '9ca5f9ab-8f4b-4b6a-b8c1-6d1b9a7c3f0e';
const SMALL = { chunkBytes: 1_000, maxChunkBytes: 1_000 };

/** Answers the route that the fake does not have, as PeerTube 6.3.0 does. */
async function setUp({ enabled = true } = {}) {
  const instance = await fakeInstance();
  const lines: string[] = [];
  const server = { name: '', offset: 0, sizeBytes: 0, inputFilename: 'old.mp4' };
  const faults = { loseLastAnswer: false };
  const source = () => Response.json({ inputFilename: server.inputFilename, fileDownloadUrl: null });
  instance.between(async (request, pass) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/v1/config') {
      const config = (await (await pass(request)).json()) as object;
      return Response.json({ ...config, videoFile: { update: { enabled } } });
    }
    if (pathname === `/api/v1/videos/${ID}/source`) return source();
    if (pathname !== `/api/v1/videos/${ID}/source/replace-resumable`) return pass(request);
    const range = request.headers.get('content-range');
    lines.push(`${request.method} ${range ?? ''}`.trim());
    if (request.method === 'POST') {
      ({ filename: server.name } = (await request.json()) as { filename: string });
      server.sizeBytes = Number(request.headers.get('x-upload-content-length'));
      return new Response(null, { status: 201, headers: { location: `//x${pathname}?upload_id=1` } });
    }
    if (server.inputFilename === server.name) return new Response(null, { status: 404 });
    server.offset += (await request.arrayBuffer()).byteLength;
    if (server.offset < server.sizeBytes) {
      return new Response(null, { status: 308, headers: { range: `bytes=0-${server.offset - 1}` } });
    }
    server.inputFilename = server.name;
    if (faults.loseLastAnswer) throw new TypeError('fetch failed');
    return source();
  });
  return { ...instance, uploads: createUploads(instance.peertube), lines, server, faults };
}

describe('replaceVideoFile()', () => {
  it('sends the file to the route of the video and ends with what PeerTube says of it', async () => {
    const { uploads, lines } = await setUp();
    const { done } = uploads.replaceFile(ID, videoFile(2_500, { name: 'new.mp4' }), { key: 'k', ...SMALL });
    await expect(done).resolves.toMatchObject({ inputFilename: 'new.piya-k.mp4' });
    expect(lines).toEqual(['POST', 'PUT bytes 0-999/2500', 'PUT bytes 1000-1999/2500', 'PUT bytes 2000-2499/2500']);
  });

  it('knows by the name of the file that it is there already, when the last answer was lost', async () => {
    const { uploads, lines, faults } = await setUp();
    faults.loseLastAnswer = true;
    const { done } = uploads.replaceFile(ID, videoFile(2_500), { key: 'lost', ...SMALL });
    await expect(done).resolves.toMatchObject({ inputFilename: 'clip.piya-lost.mp4' });
    expect(lines.filter((line) => line === 'POST')).toHaveLength(1);
    await expect(uploads.replaceFile(ID, videoFile(2_500), { key: 'lost', ...SMALL }).done).resolves.toBeDefined();
    expect(lines.filter((line) => line === 'POST')).toHaveLength(1);
  });

  it('says so before the first byte when the instance does not allow it, or the file is no video', async () => {
    const closed = await setUp({ enabled: false });
    await expect(closed.uploads.replaceFile(ID, videoFile(2_500)).done).rejects.toMatchObject({
      code: 'config/unsupported',
    });
    const { uploads, lines } = await setUp();
    const program = new File(['MZ and so on'], 'a.mp4', { type: 'video/mp4' });
    await expect(uploads.replaceFile(ID, program).done).rejects.toMatchObject({ code: 'upload/unsupported-type' });
    expect([...closed.lines, ...lines]).toEqual([]);
  });
});
