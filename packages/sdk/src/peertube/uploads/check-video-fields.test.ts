import { describe, expect, it } from 'vitest';
import { toFormData } from '../request/form-data.js';
import { checkVideoFields } from './check-video-fields.js';
import { videoBody } from './video-body.js';
import type { PeerTubeVideoFields } from './video-fields.js';

const long = (length: number) => 'x'.repeat(length);
const image = (bytes: number, type = 'image/png') => new Blob([new Uint8Array(bytes)], { type });
const MIB = 1024 * 1024;

/** Each bound: the last value that passes and the first that does not. */
const BOUNDS: [field: string, passes: Partial<PeerTubeVideoFields>[], fails: Partial<PeerTubeVideoFields>[]][] = [
  ['name', [{ name: 'abc' }, { name: `  ${long(120)} ` }, { name: '👍👍👍' }], [{ name: 'ab ' }, { name: long(121) }]],
  [
    'description',
    [{ description: '' }, { description: 'abc' }, { description: long(10_000) }],
    [{ description: 'ab' }, { description: long(10_001) }],
  ],
  ['support', [{ support: 'abc' }, { support: long(1_000) }], [{ support: 'ab' }, { support: long(1_001) }]],
  ['language', [{ language: 'ko' }, { language: long(10) }], [{ language: '' }, { language: long(11) }]],
  [
    'tags',
    [{ tags: ['ab', long(30), 'cc', 'dd', 'ee'] }],
    [{ tags: ['a'] }, { tags: [long(31)] }, { tags: ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'] }],
  ],
  ['privacy', [{ privacy: 'internal' }, { privacy: 1 }], [{ privacy: 6 as 5 }, { privacy: 'secret' as 'private' }]],
  [
    'videoPasswords',
    [{ privacy: 'password', videoPasswords: ['ab', 'é ~!', long(99)] }],
    [
      { privacy: 'password' },
      { privacy: 5, videoPasswords: ['a'] },
      { privacy: 5, videoPasswords: [long(100)] },
      { privacy: 5, videoPasswords: ['ab', '열려라 참깨'] },
      { privacy: 5, videoPasswords: ['ab '] },
    ],
  ],
  ['channelId', [{ channelId: 1 }], [{ channelId: 0 }, { channelId: 1.5 }]],
  ['commentsPolicy', [{ commentsPolicy: 'disabled' }, { commentsPolicy: 3 }], [{ commentsPolicy: 4 as 3 }]],
  ['originallyPublishedAt', [{ originallyPublishedAt: '2020-01-31' }], [{ originallyPublishedAt: 'yesterday' }]],
  [
    'scheduleUpdate',
    [{ scheduleUpdate: { updateAt: '2030-01-01T00:00:00Z', privacy: 'public' } }],
    [{ scheduleUpdate: { updateAt: 'soon' } }, { scheduleUpdate: { updateAt: '2030-01-01', privacy: 5 as 1 } }],
  ],
  [
    'thumbnail',
    [{ thumbnail: image(9 * MIB) }, { thumbnail: image(9, '') }],
    [{ thumbnail: image(0) }, { thumbnail: image(9, 'image/gif') }],
  ],
  ['preview', [{ preview: image(9, 'image/webp') }], [{ preview: image(0) }]],
  [
    'captions',
    [{ captions: [{ language: 'ko', file: new Blob(['x']) }] }],
    [{ captions: [{ language: 'ko', file: new Blob([]) }] }],
  ],
  [
    'chapters',
    [{ chapters: [{ timecode: 0, title: long(100) }] }],
    [
      { chapters: [{ timecode: 0, title: long(101) }] },
      { chapters: [{ timecode: 0.5, title: 'a' }] },
      {
        chapters: [
          { timecode: 1, title: 'a' },
          { timecode: 1, title: 'b' },
        ],
      },
    ],
  ],
];

describe('checkVideoFields()', () => {
  it.each(BOUNDS)('holds PeerTube to its bounds of "%s" (promise 9)', (field, passes, fails) => {
    for (const fields of passes) expect(() => checkVideoFields({ name: 'A clip', ...fields })).not.toThrow();
    for (const fields of fails) {
      expect(() => checkVideoFields({ name: 'A clip', ...fields })).toThrow(
        expect.objectContaining({ code: 'upload/invalid-metadata', field }),
      );
    }
  });

  it('says what is wrong in one sentence', () => {
    expect(() => checkVideoFields({ name: 'ab' })).toThrow('The field "name" must be 3 to 120 characters long, not 2.');
  });
});

describe('videoBody()', () => {
  it('trims the name, keeps private when nothing is said, and leaves out what is not given (promise 8)', () => {
    expect(videoBody({ name: ' A clip ', description: '' }, 7)).toEqual({ name: 'A clip', channelId: 7, privacy: 3 });
  });

  it('sends every text in one form, so that a name from macOS is found by search', () => {
    const decomposed = '한국어'.normalize('NFD');
    const body = videoBody({ name: decomposed, description: decomposed, tags: [decomposed] }, 7);
    expect(body).toMatchObject({ name: '한국어', description: '한국어', tags: ['한국어'] });
    expect(() => checkVideoFields({ name: '한'.normalize('NFD').repeat(120) })).not.toThrow();
  });

  it.each([
    ['public', 1],
    ['unlisted', 2],
    ['private', 3],
    ['internal', 4],
    ['password', 5],
  ] as const)('maps the privacy "%s" to PeerTube\'s %i (promise 8)', (privacy, number) => {
    expect(videoBody({ name: 'A clip', privacy }, 1)).toMatchObject({ privacy: number });
  });

  it('keeps a false, and marks lists in a form so that a single tag passes', () => {
    const fields = { name: 'A clip', nsfw: false, tags: ['one'], preview: image(3, 'image/jpeg') };
    const form = toFormData(videoBody(fields, 1), undefined, fields.preview);
    const texts = [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
    expect(Object.fromEntries(texts)).toEqual({
      name: 'A clip',
      channelId: '1',
      privacy: '3',
      'tags[]': 'one',
      nsfw: 'false',
      previewfile: 'image.jpeg',
    });
  });
});
