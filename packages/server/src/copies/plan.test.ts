import { describe, expect, it } from 'vitest';
import { withToken } from './derived.js';
import type { MediaFacts } from './media-facts.js';
import { planCopy } from './plan.js';

const video = (codec: string, pixelFormat = 'yuv420p', height = 720) => ({ codec, pixelFormat, width: 1280, height });
const facts = (change: Partial<MediaFacts>): MediaFacts => ({
  formats: ['mov', 'mp4'],
  brand: 'isom',
  durationSeconds: 10,
  video: video('h264'),
  audio: { codec: 'aac' },
  ...change,
});

describe('planCopy()', () => {
  it.each<[string, Partial<MediaFacts>, string | null, object]>([
    ['MP4 with H.264 and AAC', {}, 'mp4', { kind: 'plays' }],
    ['MP4 without sound', { audio: undefined }, 'mp4', { kind: 'plays' }],
    [
      'WebM',
      { formats: ['matroska', 'webm'], video: video('vp9'), audio: { codec: 'opus' } },
      'webm',
      { kind: 'plays' },
    ],
    ['QuickTime with H.264', { brand: 'qt' }, 'mov', { kind: 'remux', container: 'mp4' }],
    ['Matroska with H.264', { formats: ['matroska', 'webm'] }, 'mkv', { kind: 'remux', container: 'mp4' }],
    [
      'Matroska with VP9',
      { formats: ['matroska', 'webm'], video: video('vp9'), audio: { codec: 'opus' } },
      'mkv',
      { kind: 'remux', container: 'webm' },
    ],
    ['HEVC', { video: video('hevc') }, 'mp4', { kind: 'transcode', heights: [240, 360, 480, 720] }],
    [
      'H.264 in 10 bit',
      { video: video('h264', 'yuv420p10le') },
      'mp4',
      { kind: 'transcode', heights: [240, 360, 480, 720] },
    ],
    ['H.264 with AC-3', { audio: { codec: 'ac3' } }, 'mp4', { kind: 'transcode', heights: [240, 360, 480, 720] }],
    [
      'a small AVI',
      { formats: ['avi'], video: video('mpeg4', 'yuv420p', 145) },
      'avi',
      { kind: 'transcode', heights: [144] },
    ],
    ['MP3', { formats: ['mp3'], video: undefined, audio: { codec: 'mp3' } }, 'mp3', { kind: 'plays' }],
    [
      'WMA',
      { formats: ['asf'], video: undefined, audio: { codec: 'wmav2' } },
      'asf',
      { kind: 'transcode', heights: [] },
    ],
  ])('%s', (_name, change, container, plan) => {
    expect(planCopy(facts(change), container)).toEqual(plan);
  });
});

describe('withToken()', () => {
  it('gives the token to all that a playlist lists', () => {
    const playlist = '#EXTM3U\n#EXT-X-MAP:URI="240p.m4s",BYTERANGE="9@0"\n#EXTINF:4,\n240p.m4s\n';
    const expected = '#EXTM3U\n#EXT-X-MAP:URI="240p.m4s?t=a%2Bb",BYTERANGE="9@0"\n#EXTINF:4,\n240p.m4s?t=a%2Bb\n';
    expect(withToken(playlist, 'a+b')).toBe(expected);
  });
});
