import { describe, expect, it } from 'vitest';
import { fakeInstance, videoFile } from '../uploads/test-support/fake-instance.js';
import { uploadVideo } from '../uploads/upload-video.js';
import { waitUntilPlayable } from './wait-until-playable.js';

/** An instance with a video that is transcoded for `transcodingMs`, and is away from second to second. */
async function transcoding({ transcodingMs = 60_000, awayMs: [fromMs, untilMs] = [20_000, 40_000] }) {
  const instance = await fakeInstance();
  const { peertube, clock, between } = instance;
  const { uuid } = await uploadVideo(peertube, videoFile(2_000), { name: 'A clip' }).done;
  const startMs = clock.now();
  between(async (request, pass) => {
    const ms = clock.now() - startMs;
    if (ms > fromMs && ms < untilMs) throw new TypeError('fetch failed');
    const response = await pass(request);
    if (ms > transcodingMs) return response;
    return Response.json({ ...(await response.json()), state: { id: 2, label: 'To transcode' } });
  });
  return { ...instance, uuid };
}

describe('waitUntilPlayable() over an outage', () => {
  it('goes on when the instance is back', async () => {
    const { peertube, uuid } = await transcoding({});
    const states: number[] = [];
    await waitUntilPlayable(peertube, uuid, { onState: ({ id }) => states.push(id) });
    expect(states).toEqual([2, 1]);
  });

  it('ends at the time allowed, with the outage as cause', async () => {
    const { peertube, uuid } = await transcoding({ awayMs: [20_000, Infinity] });
    await expect(waitUntilPlayable(peertube, uuid, { timeoutMs: 120_000 })).rejects.toMatchObject({
      code: 'network/timeout',
      message: 'The video is not playable after 120000 ms: To transcode. Look again later.',
      cause: { code: 'network/unreachable' },
    });
  });

  it('does not wait for a video that was deleted', async () => {
    const { peertube, between, uuid } = await transcoding({});
    between(async () => Response.json({ status: 404, detail: 'Video not found' }, { status: 404 }));
    await expect(waitUntilPlayable(peertube, uuid)).rejects.toMatchObject({ code: 'video/not-found' });
  });
});
