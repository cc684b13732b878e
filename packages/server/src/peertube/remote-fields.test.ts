import { acceptedExtensions } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import { publishFile } from './remote-fields.js';

const stock = acceptedExtensions();
const sent = (filename: string, extension: string | null, mediaType: string, listed: readonly string[] = stock) => {
  const row = { filename, extension, mediaType, sizeBytes: 10 };
  const { name, mediaType: type } = publishFile(row, '/files/one', listed);
  return `${name} ${type}`;
};

describe('publishFile()', () => {
  it.each([
    ['ok.wmv', 'wmv', 'video/x-ms-wmv', 'ok.wmv video/x-ms-wmv'],
    ['a.wma', 'wmv', 'video/x-ms-wmv', 'a.wma audio/x-ms-wma'],
    ['a.mpg', 'mpg', 'video/mpeg', 'a.mpg video/mpeg'],
    ['a.vob', 'mpg', 'video/mpeg', 'a.vob video/mpeg'],
    ['영상.MP4', 'mp4', 'video/mp4', '영상.mp4 video/mp4'],
    ['no ending', 'webm', 'video/webm', 'no ending.webm video/webm'],
    ['wrong.bin', 'mkv', 'video/x-matroska', 'wrong.mkv video/x-matroska'],
  ])('%s (%s) goes out as PeerTube takes it', (filename, extension, mediaType, expected) => {
    expect(sent(filename, extension, mediaType)).toBe(expected);
  });

  it('lets PeerTube go by the ending where the instance lists one that has no type of its own', () => {
    expect(sent('a.opus', 'ogg', 'video/ogg', ['.mp4', '.opus'])).toBe('a.opus application/octet-stream');
  });

  it('counts a stock PeerTube while the instance has not been asked', () => {
    expect(sent('ok.wmv', 'wmv', 'video/x-ms-wmv', [])).toBe('ok.wmv video/x-ms-wmv');
  });
});
