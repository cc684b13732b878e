import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { createSyntheticMedia } from '../media/media.js';
import { PEERTUBE_VERSIONS } from '../version.js';

interface Details {
  thumbnailPath: string;
  previewPath: string;
  thumbnails?: { width: number; height: number; aspectRatio: string; fileUrl: string }[];
  streamingPlaylists: { playlistUrl: string; files: { fileUrl: string; fileDownloadUrl: string }[] }[];
}

async function published(version: (typeof PEERTUBE_VERSIONS)[number], fields: Record<string, unknown> = {}) {
  const run = await signedIn({ version, media: createSyntheticMedia() });
  const uuid = await run.publish(fields);
  const details = await run.mine.get<Details>(`/api/v1/videos/${uuid}`);
  return { ...run, uuid, details };
}

describe.each(PEERTUBE_VERSIONS)('files of %s', (version) => {
  it('have ranges and a length; 8.2 downloads have neither', async () => {
    const { fake, details } = await published(version);
    const [file] = details.streamingPlaylists[0]?.files ?? [];
    const ask = (url: string) => fake.fetch(new Request(url, { headers: { range: 'bytes=0-99' } }));
    const direct = await ask(file?.fileUrl ?? '');
    expect([direct.status, direct.headers.get('content-length')]).toEqual([206, '100']);
    const download = await ask(file?.fileDownloadUrl ?? '');
    const { status, headers } = download;
    const seen = [status, headers.get('content-type'), headers.has('content-length'), headers.has('accept-ranges')];
    if (version === '6.3.0') expect(seen).toEqual([206, 'video/mp4', true, true]);
    else expect(seen).toEqual([200, 'application/octet-stream', false, false]);
    expect((await download.arrayBuffer()).byteLength).toBe(version === '6.3.0' ? 100 : 2000);
  });

  it('of a private video are refused without credentials, and with a bad token', async () => {
    const { ask, mine, uuid, details } = await published(version, { privacy: 3 });
    const url = details.streamingPlaylists[0]?.playlistUrl ?? '';
    const none = await ask(url);
    expect([none.status, none.type]).toEqual([
      version === '6.3.0' ? 403 : 401,
      'application/problem+json; charset=utf-8',
    ]);
    const bad = await ask(`${url}?videoFileToken=00000000-0000-4000-8000-000000000000`);
    const problem = 'application/problem+json; charset=utf-8';
    expect([bad.status, bad.type]).toEqual([403, version === '6.3.0' ? 'text/plain; charset=utf-8' : problem]);
    const { files } = (await ask(`/api/v1/videos/${uuid}/token`, { method: 'POST', as: mine })).body as {
      files: { token: string };
    };
    const right = await ask(`${url}?videoFileToken=${files.token}`);
    const kind = version === '6.3.0' ? 'application/vnd.apple.mpegurl' : 'application/x-mpegurl';
    expect([right.status, right.type]).toEqual([200, `${kind}; charset=utf-8`]);
  });

  it('need no token when the video is public: asked for by a stranger it fails', async () => {
    const { ask, uuid } = await published(version);
    const answer = await ask(`/api/v1/videos/${uuid}/token`, { method: 'POST' });
    if (version === '6.3.0') expect(answer).toMatchObject({ status: 500, body: { code: 'TypeError' } });
    else expect(answer).toMatchObject({ status: 401, type: 'text/plain; charset=utf-8', text: 'Unauthorized' });
  });

  it('of a protected video: without the password 401 in 8.2 for strangers, else 403', async () => {
    const { ask, other, uuid } = await published(version, { privacy: 5, videoPasswords: ['open sesame'] });
    const expected = { body: { code: 'video_requires_password' } };
    const path = `/api/v1/videos/${uuid}`;
    expect(await ask(path)).toMatchObject({ ...expected, status: version === '6.3.0' ? 403 : 401 });
    expect(await ask(path, { as: other })).toMatchObject({ ...expected, status: 403 });
    const headers = { 'x-peertube-video-password': 'wrong' };
    expect(await ask(path, { headers })).toMatchObject({ status: 403, body: { code: 'incorrect_video_password' } });
  });
});

describe('thumbnails of 8.2', () => {
  it('are neither sorted by size nor of one ratio, and each is served', async () => {
    const { fake, mine, uuid, details } = await published('8.2.1');
    expect(details.thumbnails?.map(({ width, aspectRatio }) => [width, aspectRatio])).toEqual([
      [1920, '16:9'],
      [1400, '1:1'],
      [1280, '16:9'],
      [850, '16:9'],
      [280, '16:9'],
    ]);
    const form = new FormData();
    const picture = new File([Uint8Array.of(0xff, 0xd8, 0xff, 1)], 't.jpg', { type: 'image/jpeg' });
    form.set('thumbnailfile', picture);
    form.set('previewfile', picture);
    await mine.call(`/api/v1/videos/${uuid}`, { method: 'PUT', body: form });
    const changed = await mine.get<Details>(`/api/v1/videos/${uuid}`);
    const urls = changed.thumbnails?.map(({ fileUrl }) => fileUrl) ?? [];
    expect(new Set(urls).size).toBe(5);
    for (const url of urls) {
      const response = await fake.fetch(new Request(url));
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000']);
    }
    expect(urls).toContain(fake.url + changed.thumbnailPath);
    expect(urls).toContain(fake.url + changed.previewPath);
  });
});
