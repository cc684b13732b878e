import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';

describe('a video in 8.2', () => {
  it('has flags and a summary only while it is sensitive', async () => {
    const { ask, mine, publish } = await signedIn({ version: '8.2.1' });
    const path = `/api/v1/videos/${await publish()}`;
    const put = async (json: unknown) => (await ask(path, { method: 'PUT', json, as: mine })).status;
    expect(await put({ nsfwFlags: 3 })).toBe(400);
    expect(await put({ nsfw: true, nsfwFlags: 3, nsfwSummary: 'Loud' })).toBe(204);
    expect((await ask(path)).body).toMatchObject({ nsfw: true, nsfwFlags: 3, nsfwSummary: 'Loud' });
    expect(await put({ nsfwSummary: 'a' })).toBe(400);
    expect(await put({ nsfw: false })).toBe(204);
    expect((await ask(path)).body).toMatchObject({ nsfw: false, nsfwFlags: 0, nsfwSummary: null });
  });

  it('has no deprecated fields, and embeds under its short UUID', async () => {
    const { ask, publish } = await signedIn({ version: '8.2.1' });
    const { body } = await ask(`/api/v1/videos/${await publish()}`);
    expect(body).not.toHaveProperty('descriptionPath');
    expect(body).not.toHaveProperty('commentsEnabled');
    expect(body.embedPath).toBe(`/videos/embed/${body.shortUUID}`);
    expect(body).toMatchObject({ embedPrivacyPolicy: { id: 1 }, liveSchedules: [] });
    const html = await ask(`/services/oembed?url=${encodeURIComponent(String(body.url))}`);
    expect(html.body.html).toContain(`/videos/embed/${body.shortUUID}" style="border: none" allow="fullscreen"`);
    expect(html.body).toMatchObject({ thumbnail_width: 1280, thumbnail_height: 720 });
  });
});
