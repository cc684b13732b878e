import { expect } from '@esm-bundle/chai';
import { parseReference, type ReferenceContext } from './reference.js';

const UUID = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
const SHORT = 'kkGMgK9ZtnKfYAgnEtQxbv';
const context: ReferenceContext = { baseUrl: 'https://page.example/articles/1' };
const peertube = { kind: 'peertube', object: 'video', origin: 'https://tube.example' };

describe('parseReference()', () => {
  const peertubeForms: [form: string, src: string, expected: object][] = [
    ['watch', `https://tube.example/w/${SHORT}`, { ...peertube, id: SHORT }],
    ['watch by UUID', `https://tube.example/w/${UUID}`, { ...peertube, id: UUID }],
    ['long watch', `https://tube.example/videos/watch/${UUID}`, { ...peertube, id: UUID }],
    ['embed', `https://tube.example/videos/embed/${UUID}`, { ...peertube, id: UUID }],
    ['embed with parameters', `https://tube.example/videos/embed/${UUID}?autoplay=1&p2p=0`, { ...peertube, id: UUID }],
    ['with a port', `http://127.0.0.1:9000/w/${SHORT}`, { ...peertube, origin: 'http://127.0.0.1:9000', id: SHORT }],
    ['with a start', `https://tube.example/w/${SHORT}?start=1m5s`, { ...peertube, id: SHORT, start: 65 }],
    [
      'with start and stop',
      `https://tube.example/w/${SHORT}?start=5&stop=9`,
      { ...peertube, id: SHORT, start: 5, stop: 9 },
    ],
    ['with a slash at the end', `https://tube.example/w/${SHORT}/`, { ...peertube, id: SHORT }],
    ['with spaces around', `  https://tube.example/w/${SHORT} `, { ...peertube, id: SHORT }],
    ['playlist', `https://tube.example/w/p/${SHORT}`, { ...peertube, object: 'playlist', id: SHORT }],
    [
      'playlist embed',
      `https://tube.example/video-playlists/embed/${UUID}`,
      { ...peertube, object: 'playlist', id: UUID },
    ],
  ];
  for (const [form, src, expected] of peertubeForms) {
    it(`promise 23: knows a PeerTube address: ${form}`, () => {
      expect(JSON.parse(JSON.stringify(parseReference(src, context)))).to.deep.equal(expected);
    });
  }

  for (const id of [UUID, SHORT, '42']) {
    it(`promise 23: takes ${id} with an instance for a PeerTube video`, () => {
      const found = parseReference(id, { ...context, instance: 'https://tube.example/' });
      expect(found).to.deep.equal({ ...peertube, id });
    });
    it(`promise 32: takes ${id} with a server for a video there`, () => {
      const found = parseReference(id, { ...context, server: '/cast' });
      expect(found).to.deep.equal({ kind: 'piyakast', object: 'any', id, serverUrl: 'https://page.example/cast' });
    });
  }

  const otherForms: [form: string, src: string, type: string | undefined, expected: unknown][] = [
    [
      'a server video',
      'https://cast.example/api/v1/videos/a1-B',
      undefined,
      { kind: 'piyakast', object: 'video', id: 'a1-B', serverUrl: 'https://cast.example' },
    ],
    [
      'a server live',
      'https://cast.example/api/v1/streams/a1',
      undefined,
      { kind: 'piyakast', object: 'stream', id: 'a1', serverUrl: 'https://cast.example' },
    ],
    [
      'the public address',
      'https://cast.example/v/a1',
      undefined,
      { kind: 'piyakast', object: 'any', id: 'a1', serverUrl: 'https://cast.example' },
    ],
    [
      'the public address, relative',
      '/v/a1',
      undefined,
      { kind: 'piyakast', object: 'any', id: 'a1', serverUrl: 'https://page.example' },
    ],
    [
      'HLS',
      'https://cdn.example/a/master.m3u8?x=1',
      undefined,
      { kind: 'hls', url: 'https://cdn.example/a/master.m3u8?x=1' },
    ],
    [
      'HLS by type',
      'https://cdn.example/stream',
      'application/vnd.apple.mpegurl',
      { kind: 'hls', url: 'https://cdn.example/stream' },
    ],
    ['HLS by short type', 'https://cdn.example/stream', 'hls', { kind: 'hls', url: 'https://cdn.example/stream' }],
    ['MP4', 'https://cdn.example/a.mp4', undefined, { kind: 'file', url: 'https://cdn.example/a.mp4' }],
    ['MP4, relative', 'a.mp4', undefined, { kind: 'file', url: 'https://page.example/articles/a.mp4' }],
    [
      'MP4 in a folder named v',
      'https://cdn.example/v/a.mp4',
      undefined,
      { kind: 'file', url: 'https://cdn.example/v/a.mp4' },
    ],
    [
      'WebM by type',
      'https://cdn.example/a',
      'video/webm',
      { kind: 'file', url: 'https://cdn.example/a', type: 'video/webm' },
    ],
    ['a blob', 'blob:https://page.example/123', undefined, { kind: 'file', url: 'blob:https://page.example/123' }],
    [
      "the server's file",
      'https://cast.example/media/a1',
      undefined,
      { kind: 'file', url: 'https://cast.example/media/a1' },
    ],
    ['nothing', '', undefined, undefined],
    ['an id that nobody knows', 'a1', undefined, undefined],
    ['a file without an ending', './a1', undefined, { kind: 'file', url: 'https://page.example/articles/a1' }],
    ['an address that is none', 'https://', undefined, undefined],
  ];
  for (const [form, src, type, expected] of otherForms) {
    it(`promise 32: tells ${form} by its form`, () => {
      const found = parseReference(src, { ...context, type });
      expect(found && JSON.parse(JSON.stringify(found))).to.deep.equal(expected);
    });
  }

  it('prefers the page’s client for a bare id, and an instance to both', () => {
    const both = { ...context, server: 'https://cast.example', hasClient: true };
    expect(parseReference('a1', both)).to.deep.equal({ kind: 'piyakast', object: 'any', id: 'a1' });
    expect(parseReference(UUID, { ...both, instance: 'https://tube.example' })).to.deep.equal({
      ...peertube,
      id: UUID,
    });
    const asked = { ...both, instance: 'https://tube.example', type: 'piyakast' };
    expect(parseReference('a1', asked)).to.have.property('kind', 'piyakast');
  });

  it('takes an instance without a scheme as https, never as a path of the page', () => {
    const origin = (instance: string) => {
      const found = parseReference('x1', { baseUrl: 'https://page.example/a/', instance });
      return found?.kind === 'peertube' ? found.origin : found;
    };
    expect(origin('video.example')).to.equal('https://video.example');
    expect(origin('video.example:9000/')).to.equal('https://video.example:9000');
    expect(origin('//video.example')).to.equal('https://video.example');
    expect(origin('http://localhost:9630')).to.equal('http://localhost:9630');
    expect(origin('ftp://video.example')).to.equal(undefined);
  });

  it('takes pasted markup for nothing that can be played', () => {
    const pasted = '<iframe src="https://video.example/videos/embed/x1"></iframe>';
    expect(parseReference(pasted, { baseUrl: 'https://page.example/' })).to.equal(undefined);
  });
});
