import { describe, expect, it } from 'vitest';
import { recognizeFile } from './recognize-file.js';

const latin1 = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));

const ASF = latin1('\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa');
const MPEG = latin1('\x00\x00\x01\xba\x44');
const OPUS = latin1('OggS\x00\x02........OpusHead');
const MP4 = latin1('\x00\x00\x00\x18ftypisom');
const MATROSKA = latin1('\x1a\x45\xdf\xa3\x84\x42\x82\x88matroska');
const QUICKTIME = latin1('\x00\x00\x00\x14skip................wide');

/** What 6.3.0 lists; 8.2.1 has `.ts` and `.m4b` as well. */
const LIST = ['.mp4', '.mov', '.mkv', '.wmv', '.wma', '.mpg', '.vob', '.ogg', '.ogv', '.mts', '.mp3', '.m4a'];

describe('recognizeFile()', () => {
  it.each([
    ['holiday.wmv', ASF, 'video/x-ms-wmv'],
    ['a.wma', ASF, 'audio/x-ms-wma'],
    ['a.mpg', MPEG, 'video/mpeg'],
    ['a.VOB', MPEG, 'video/mpeg'],
    ['old.mov', QUICKTIME, 'video/quicktime'],
    ['a name without extension', MP4, 'video/mp4'],
    ['a.bin', MATROSKA, 'video/x-matroska'],
  ])('announces %s under a type that PeerTube knows', (name, head, mediaType) => {
    expect(recognizeFile({ head, name, extensions: LIST })).toMatchObject({ mediaType, refusal: undefined });
  });

  it('announces an extension that only this instance knows under no type in particular', () => {
    const { mediaType, refusal } = recognizeFile({ head: MPEG, name: 'a.tod', extensions: [...LIST, '.tod'] });
    expect([mediaType, refusal]).toEqual(['application/octet-stream', undefined]);
  });

  it('refuses sound that the instance does not list, which PeerTube 6.3.0 fails on after the last byte', () => {
    const { refusal } = recognizeFile({ head: OPUS, name: 'voice.opus', extensions: LIST });
    expect(refusal).toMatchObject({
      code: 'upload/unsupported-type',
      message: `PeerTube does not take files like "voice.opus". It takes ${LIST.join(', ')}.`,
    });
  });

  it('refuses content that is no video, whatever its name, and names the way round', () => {
    const { container, refusal } = recognizeFile({ head: latin1('MZ\x90'), name: 'holiday.mp4' });
    expect(container).toBeUndefined();
    expect(refusal?.message).toBe(
      'By its content "holiday.mp4" is neither a video nor a sound. Choose another file; with "inspect: false" PeerTube alone decides.',
    );
  });
});
