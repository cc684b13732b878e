import { describe, expect, it } from 'vitest';
import { uploaded, withVideo } from '../../test-support/uploaded.js';

describe('videos.search() and videos.list()', () => {
  it('filters and searches lists', async () => {
    const { fake, clock, client, visitor } = await withVideo({ name: 'Plain one' });
    const fields = { name: 'Tagged one', tags: ['k-pop', 'seoul'], category: 1, language: 'ko', nsfw: false };
    await uploaded({ fake, clock }, client, fields, 2);
    await uploaded({ fake, clock }, client, { name: 'For adults', nsfw: true }, 3);
    const names = async (filter: Parameters<typeof visitor.videos.list>[0]) =>
      (await visitor.videos.list({ sort: 'name', ...filter })).data.map(({ name }) => name);
    expect(await names({ tagsOneOf: ['k-pop', 'busan'] })).toEqual(['Tagged one']);
    expect(await names({ tagsAllOf: ['k-pop', 'busan'] })).toEqual([]);
    expect(await names({ tagsAllOf: ['k-pop', 'seoul'] })).toEqual(['Tagged one']);
    expect(await names({ categoryOneOf: [1, 2] })).toEqual(['Tagged one']);
    expect(await names({ languageOneOf: ['ko'] })).toEqual(['Tagged one']);
    expect(await names({ nsfw: 'both' })).toEqual(['For adults', 'Plain one', 'Tagged one']);
    expect(await names({ nsfw: 'true' })).toEqual(['For adults']);
    expect(await names({ isLocal: true, hasHLSFiles: true, start: 1, count: 1 })).toEqual(['Tagged one']);
    expect((await visitor.videos.search('plain')).data.map(({ name }) => name)).toEqual(['Plain one']);
    expect((await visitor.videos.list({ skipCount: true })).total).toBe(0);
    await expect(visitor.videos.list({ count: 101 })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { count: 'Should have a number count (max: 100)' },
    });
  });
});
