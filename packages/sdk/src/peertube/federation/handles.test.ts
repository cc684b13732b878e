import { describe, expect, it } from 'vitest';
import { canonicalVideoUrl, handleOf } from './handles.js';

const uuid = '497e7172-049f-494b-bb83-8cebe48fc024';
const short = 'a5nscLK7xBKwQ2m13QiDV7';

describe('canonicalVideoUrl()', () => {
  it.each([`/w/${short}`, `/w/${uuid}`, `/videos/watch/${short}?start=1m`, `/videos/embed/${uuid}?api=1`])(
    'is what instances call a video among each other: %s',
    (path) => {
      expect(canonicalVideoUrl(`https://far.test${path}`)).toBe(`https://far.test/videos/watch/${uuid}`);
    },
  );

  it('leaves other addresses alone', () => {
    const other = 'https://owncast.test/federation/user/x';
    expect(canonicalVideoUrl(other)).toBe(other);
    expect(canonicalVideoUrl('https://far.test/w/abc')).toBe('https://far.test/videos/watch/abc');
  });
});

describe('handleOf()', () => {
  it.each([
    ['@news@far.test', 'news@far.test'],
    ['news@far.test', 'news@far.test'],
    ['https://far.test/c/news/videos', 'news@far.test'],
    ['https://far.test:8443/video-channels/news', 'news@far.test:8443'],
    ['news', 'news'],
    ['https://far.test/@news', 'news@far.test'],
    ['https://far.test/c/k-pop_news.kr', 'k-pop_news.kr@far.test'],
    ['https://home.test/c/news@far.test:8443/videos', 'news@far.test:8443'],
    ['https://far.test/a/news', 'https://far.test/a/news'],
  ])('reads %s', (text, handle) => {
    expect(handleOf(text)).toBe(handle);
  });
});
