import { describe, expect, it } from 'vitest';
import { withVideo } from '../../../test-support/uploaded.js';

describe('videos.setChapters()', () => {
  it('sets chapters in any order and refuses equal times', async () => {
    const { client, visitor, video } = await withVideo();
    const chapters = [
      { timecode: 4, title: 'End' },
      { timecode: 0, title: 'Start' },
    ];
    await client.videos.setChapters(video.uuid, chapters);
    expect(await visitor.videos.chapters(video.uuid)).toEqual([...chapters].reverse());
    const twice = [chapters[0], chapters[0]].flatMap((chapter) => chapter ?? []);
    await expect(client.videos.setChapters(video.uuid, twice)).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { chapters: expect.stringContaining('unique') },
    });
  });
});
