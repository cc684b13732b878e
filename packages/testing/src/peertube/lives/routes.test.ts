import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS, type PeerTubeVersion } from '../version.js';

const START = '2026-01-02T10:00:00.000Z';

async function withLive(version: PeerTubeVersion, fields: Record<string, unknown> = {}) {
  const run = await signedIn({ version });
  const json = { name: 'A live', channelId: run.channelId, privacy: 1, ...fields };
  const created = await run.ask('/api/v1/videos/live', { method: 'POST', json, as: run.mine });
  const { uuid } = created.body.video as { uuid: string };
  return { ...run, uuid };
}

describe.each(PEERTUBE_VERSIONS)('lives of %s', (version) => {
  it('know schedules and the DVR window from 8.2 on; 6.3 drops them without a word', async () => {
    const { ask, uuid } = await withLive(version, { schedules: [{ startAt: START }], dvrWindow: 60 });
    const { body } = await ask(`/api/v1/videos/live/${uuid}`);
    if (version === '6.3.0') expect(Object.keys(body)).not.toContain('dvrWindow');
    else expect(body).toMatchObject({ dvrWindow: 60, schedules: [{ startAt: START }] });
  });

  it('are listed while they wait only in 8.2, with a schedule, and when that is asked for', async () => {
    const { ask } = await withLive(version, { schedules: [{ startAt: START }] });
    const total = async (query: string) => (await ask(`/api/v1/videos?${query}`)).body;
    expect(await total('isLive=true')).toMatchObject({ total: 0 });
    const scheduled = await total('isLive=true&includeScheduledLive=true');
    if (version === '6.3.0') expect(scheduled).toMatchObject({ total: 0 });
    else expect(scheduled).toMatchObject({ data: [{ state: { id: 4 }, liveSchedules: [{ startAt: START }] }] });
  });

  it('are no lives any more: 404, as bare text in 8.2', async () => {
    const { ask, publish } = await signedIn({ version });
    const path = `/api/v1/videos/live/${await publish()}`;
    const answer = await ask(path);
    if (version === '6.3.0') expect(answer).toMatchObject({ status: 404, body: { detail: 'Live video not found' } });
    else expect(answer).toMatchObject({ status: 404, type: 'text/plain; charset=utf-8', text: 'Not Found' });
    expect((await ask('/api/v1/videos/live/999')).body).toMatchObject({ detail: 'Video not found' });
  });

  it('list fifteen segments in 6.3, and all of the DVR window in 8.2', async () => {
    const { fake, clock, uuid } = await withLive(version);
    fake.goLive(uuid);
    await clock.advance(200_000);
    const url = `${fake.url}/static/streaming-playlists/hls/${uuid}/0.m3u8`;
    const text = await (await fake.fetch(new Request(url))).text();
    const segments = text.match(/#EXTINF/g)?.length;
    const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
    if (version === '6.3.0') expect([segments, first]).toEqual([15, 34]);
    else expect([segments, first]).toEqual([49, 0]);
  });
});

describe('settings of a live in 8.2', () => {
  it('are checked, and the window is that of the instance when none is given', async () => {
    const { ask, mine, uuid } = await withLive('8.2.1');
    const path = `/api/v1/videos/live/${uuid}`;
    const put = async (json: unknown) => (await ask(path, { method: 'PUT', json, as: mine })).status;
    expect((await ask(path)).body).toMatchObject({ dvrWindow: 3600, schedules: [] });
    expect(await put({ dvrWindow: 3601 })).toBe(400);
    expect(await put({ dvrWindow: -1 })).toBe(400);
    expect(await put({ schedules: [{ startAt: 'soon' }] })).toBe(400);
    expect(await put({ dvrWindow: 0, schedules: [{ startAt: START }] })).toBe(204);
    expect((await ask(path)).body).toMatchObject({ dvrWindow: 0, schedules: [{ startAt: START }] });
    expect(await put({ schedules: null })).toBe(204);
    expect((await ask(path)).body).toMatchObject({ schedules: [] });
  });
});
