import { describe, expect, it } from 'vitest';
import { type SignedIn, signedIn } from '../../test-support/signed-in.js';
import { tinyVideo } from '../media/tiny-video.js';
import { PEERTUBE_VERSIONS } from '../version.js';

const BYTES = tinyVideo(1000);
const WHOLE = 'bytes 0-999/1000';

async function sendWhole({ mine }: SignedIn, url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await mine.put(url, WHOLE, BYTES);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function initWithThumbnail({ fake, mine, channelId }: SignedIn, picture: File): Promise<string> {
  const form = new FormData();
  const fields = { name: 'A video', channelId: String(channelId), filename: 'a.mp4' };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('thumbnailfile', picture);
  const headers = { 'x-upload-content-length': '1000', 'x-upload-content-type': 'video/mp4' };
  const response = await mine.call('/api/v1/videos/upload-resumable', { method: 'POST', headers, body: form });
  return new URL(response.headers.get('location') ?? '', fake.url).href;
}

describe.each(PEERTUBE_VERSIONS)('a resumable upload to %s', (version) => {
  it('is forgotten with its answer; 8.2 answers 422 for a moment', async () => {
    const run = await signedIn({ version });
    const url = await run.mine.initUpload(1000);
    expect((await sendWhole(run, url)).status).toBe(200);
    if (version === '8.2.1') {
      expect(await sendWhole(run, url)).toMatchObject({ status: 422, body: { detail: 'Video file unreadable.' } });
      await run.clock.advance(20);
    }
    expect(await sendWhole(run, url)).toMatchObject({ status: 404, body: { error: { code: 'FileNotFound' } } });
    expect(run.fake.videos()).toHaveLength(1);
  });

  it('answers 503 for ever in 6.3, or 404 with each try in 8.2, when its channel is gone', async () => {
    const run = await signedIn({ version });
    const url = await run.mine.initUpload(1000);
    run.fake.state.channels = run.fake.state.channels.filter(({ id }) => id !== run.channelId);
    const { unknown } = run.fake.rules.channels;
    expect(await sendWhole(run, url)).toMatchObject({ status: unknown.status, body: { detail: unknown.detail } });
    const again = await sendWhole(run, url);
    expect(again).toMatchObject(version === '6.3.0' ? { status: 503 } : { status: 404, body: { title: 'Not Found' } });
  });

  it('fails with its last byte for a broken or an empty picture', async () => {
    for (const content of ['no picture at all', '']) {
      const run = await signedIn({ version });
      const url = await initWithThumbnail(run, new File([content], 't.jpg', { type: 'image/jpeg' }));
      expect((await sendWhole(run, url)).status).toBe(version === '6.3.0' ? 500 : 400);
      expect((await sendWhole(run, url)).status).toBe(version === '6.3.0' ? 503 : 404);
      expect(run.fake.videos()).toEqual([]);
    }
  });

  it('fails inside for an .opus file, and hangs in 6.3 or is forgotten in 8.2', async () => {
    const run = await signedIn({ version });
    const url = await run.mine.initUpload(1000, { filename: 'voice.opus' });
    expect(await sendWhole(run, url)).toMatchObject({ status: 500, body: { code: 'SequelizeValidationError' } });
    expect((await sendWhole(run, url)).status).toBe(version === '6.3.0' ? 503 : 404);
  });

  it('takes pictures up to the limit that the configuration names', async () => {
    const { ask, mine, channelId } = await signedIn({ version });
    const config = (await ask('/api/v1/config')).body as { video: { image: { size: { max: number } } } };
    const { max } = config.video.image.size;
    expect(max).toBe(version === '6.3.0' ? 4_194_304 : 8_388_608);
    const create = async (bytes: number) => {
      const form = new FormData();
      form.set('name', 'A live');
      form.set('channelId', String(channelId));
      const head = Uint8Array.of(0xff, 0xd8, 0xff);
      form.set('thumbnailfile', new File([head, new Uint8Array(bytes - 3)], 't.jpg', { type: 'image/jpeg' }));
      return (await ask('/api/v1/videos/live', { method: 'POST', body: form, as: mine })).status;
    };
    expect([await create(max), await create(max + 1)]).toEqual([200, 400]);
  });
});
