import { describe, expect, it } from 'vitest';
import { videoOf } from '../../request/normalize.js';
import { thumbnailOf } from './thumbnail-of.js';

/** As 8.2.1 sends them: unsorted, and not all of one shape. */
const EIGHT = [
  { height: 1080, width: 1920, aspectRatio: '16:9', fileUrl: 'https://video.example/1920.jpg' },
  { height: 1400, width: 1400, aspectRatio: '1:1', fileUrl: 'https://video.example/square.jpg' },
  { height: 720, width: 1280, aspectRatio: '16:9', fileUrl: 'https://video.example/1280.jpg' },
  { height: 480, width: 850, aspectRatio: '16:9', fileUrl: 'https://video.example/850.jpg' },
  { height: 157, width: 280, aspectRatio: '16:9', fileUrl: 'https://video.example/280.jpg' },
];
const origin = 'https://video.example';
const eight = videoOf(origin, { uuid: 'u', thumbnails: EIGHT }, 'GET');
const six = videoOf(origin, { uuid: 'u', thumbnailPath: '/small.jpg', previewPath: '/large.jpg' }, 'GET');

describe('thumbnailOf()', () => {
  it.each([
    [{}, '1280'],
    [{ width: 1281 }, '1920'],
    [{ width: 320 }, '850'],
    [{ width: 280 }, '280'],
    [{ width: 4000 }, '1920'],
    [{ width: 320, aspectRatio: 1 }, 'square'],
    [{ width: 320, aspectRatio: 9 / 16 }, 'square'],
  ])('chooses by shape, then by width: %j', (options, name) => {
    expect(thumbnailOf(eight, options)?.url).toBe(`${origin}/${name}.jpg`);
  });

  it.each([
    [{ width: 200 }, 'small'],
    [{ width: 281 }, 'large'],
    [{}, 'large'],
  ])('knows the two pictures of PeerTube 6, whose sizes are unknown: %j', (options, name) => {
    expect(thumbnailOf(six, options)?.url).toBe(`${origin}/${name}.jpg`);
  });

  it('is undefined where there is none', () => {
    expect(thumbnailOf({ thumbnails: [] })).toBeUndefined();
  });
});
