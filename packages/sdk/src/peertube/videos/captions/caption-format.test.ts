import { describe, expect, it } from 'vitest';
import { captionFormat } from './caption-format.js';

const SRT = '1\n00:00:00,500 --> 00:00:02,000\nHello café\n';
const ASS = '[Script Info]\nTitle: x\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.50,0:00:02.00,hi\n';

describe('captionFormat()', () => {
  it.each([
    ['SubRip without a name or type', new Blob([SRT]), 'srt'],
    ['SubRip announced as plain text', new Blob([SRT], { type: 'text/plain' }), 'srt'],
    ['SubRip in a file named .vtt', new File([SRT], 'a.vtt', { type: 'text/vtt' }), 'srt'],
    ['SubRip with a byte order mark and Windows line ends', new Blob([`\uFEFF${SRT.replaceAll('\n', '\r\n')}`]), 'srt'],
    ['SubRip of a player that writes full stops', new Blob(['1\n0:00:00.500 --> 0:00:02.000\nHi\n']), 'srt'],
    ['WebVTT without a name or type', new Blob(['WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n']), 'vtt'],
    [
      'WebVTT with a byte order mark and a title',
      new Blob(['\uFEFFWEBVTT - Title\n\n00:01.000 --> 00:02.000\n']),
      'vtt',
    ],
    ['WebVTT in a file named .srt', new File(['WEBVTT\n'], 'a.srt'), 'vtt'],
  ] as const)('recognises %s', async (_name, file, format) => {
    expect(await captionFormat(file)).toBe(format);
  });

  it.each([
    ['Advanced SubStation Alpha', ASS, 'The captions are Advanced SubStation Alpha.'],
    ['an empty file', '', 'The captions are neither WebVTT nor SubRip in UTF-8.'],
    ['a word that begins like WebVTT', 'WEBVTTER\n', 'The captions are neither WebVTT nor SubRip in UTF-8.'],
    ['SubRip in UTF-16', new Uint8Array(Buffer.from(`\uFEFF${SRT}`, 'utf16le')), 'neither WebVTT nor SubRip in UTF-8.'],
  ])('refuses %s, and says what to convert it to', async (_name, content, message) => {
    await expect(captionFormat(new File([content], 'a.srt'))).rejects.toMatchObject({
      name: 'UploadError',
      code: 'upload/unsupported-type',
      field: 'captions',
      message: expect.stringContaining(message) as string,
    });
  });
});
