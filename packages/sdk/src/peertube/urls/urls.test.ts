import { describe, expect, it } from 'vitest';
import { embedUrl, parsePeerTubeUrl, watchUrl } from './urls.js';

const origin = 'https://video.example';
const uuid = '805be55a-462e-4d4b-92a4-ac6aef146372';

describe('parsePeerTubeUrl() (promise 23)', () => {
  it.each([
    [`/w/gRjscAKWouefiE5Tmt8MeC`, { kind: 'video', id: 'gRjscAKWouefiE5Tmt8MeC', embed: false }],
    [`/videos/watch/${uuid}`, { kind: 'video', id: uuid, embed: false }],
    [
      `/videos/embed/${uuid}?api=1&start=1h2m3s&stop=4000`,
      { kind: 'video', id: uuid, embed: true, start: 3723, stop: 4000 },
    ],
    [`/w/${uuid}?start=90s`, { kind: 'video', id: uuid, embed: false, start: 90 }],
    [`/w/${uuid}?start=soon`, { kind: 'video', id: uuid, embed: false }],
    [`/w/p/${uuid}`, { kind: 'playlist', id: uuid, embed: false }],
    [`/videos/watch/playlist/${uuid}`, { kind: 'playlist', id: uuid, embed: false }],
    [`/video-playlists/embed/${uuid}`, { kind: 'playlist', id: uuid, embed: true }],
  ])('reads %s', (path, expected) => {
    expect(parsePeerTubeUrl(origin + path)).toEqual({ origin, ...expected });
  });

  it.each([
    uuid,
    '/w/abc',
    `${origin}/about`,
    `${origin}/videos/watch/`,
    'javascript:alert(1)',
    `ftp://x.example/w/${uuid}`,
  ])('knows that %s is none', (url) => {
    expect(parsePeerTubeUrl(url)).toBeUndefined();
  });
});

describe('embedUrl()', () => {
  it('writes toggles as PeerTube reads them, and leaves out what is not given', () => {
    expect(embedUrl(origin, uuid, { api: true, muted: false, start: 12, subtitle: 'ko' })).toBe(
      `${origin}/videos/embed/${uuid}?api=1&muted=0&start=12&subtitle=ko`,
    );
    expect(embedUrl(origin, 'a/b', {}, 'playlist')).toBe(`${origin}/video-playlists/embed/a%2Fb`);
    expect(watchUrl(origin, uuid)).toBe(`${origin}/w/${uuid}`);
  });
});
