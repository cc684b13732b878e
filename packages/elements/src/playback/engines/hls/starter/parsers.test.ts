import { expect } from '@esm-bundle/chai';
import { HLS } from '../../../../test-support/clips.js';
import { boxesIn, findBox, viewOf } from './boxes.js';
import { Cutter } from './cutter.js';
import { mimeOf, parseInit } from './init-segment.js';
import { isPlaylist, type MediaPlaylist, parseMaster, parseMedia } from './playlist.js';

const MASTER = `#EXTM3U
#EXT-X-VERSION:7

#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio, main",AUTOSELECT=YES,DEFAULT=YES,URI="a-0.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=260975,RESOLUTION=428x240,FRAME-RATE=30,CODECS="avc1.640015,mp4a.40.2",AUDIO="audio"
v-240.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=586888,RESOLUTION=640x360
https://cdn.example/v-360.m3u8?token=1
`;
const MEDIA = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="f.mp4",BYTERANGE="1377@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:100@1377
f.mp4
#EXTINF:1.5,
#EXT-X-BYTERANGE:50
f.mp4
#EXT-X-ENDLIST
`;
const AT = 'https://tube.example/hls/m.m3u8';

describe('parseMaster()', () => {
  it('lists levels with their sound', () => {
    expect(parseMaster(MASTER, AT)).to.deep.equal([
      {
        url: 'https://tube.example/hls/v-240.m3u8',
        bandwidth: 260975,
        height: 240,
        audioUrl: 'https://tube.example/hls/a-0.m3u8',
      },
      { url: 'https://cdn.example/v-360.m3u8?token=1', bandwidth: 586888, height: 360, audioUrl: undefined },
    ]);
  });

  for (const [what, text] of [
    ['a media playlist', MEDIA],
    ['a page', '<!doctype html><title>Not found</title>'],
    ['encryption', MASTER.replace('#EXT-X-VERSION:7', '#EXT-X-SESSION-KEY:METHOD=AES-128,URI="k"')],
    ['variables', MASTER.replace('#EXT-X-VERSION:7', '#EXT-X-DEFINE:NAME="a",VALUE="b"')],
    ['nothing', ''],
  ] as const) {
    it(`leaves ${what} to the engine`, () => expect(parseMaster(text, AT)).to.equal(undefined));
  }
});

describe('parseMedia()', () => {
  it('lists segments with their ranges and times', () => {
    const url = 'https://tube.example/hls/f.mp4';
    expect(parseMedia(MEDIA.replaceAll('\n', '\r\n'), AT)).to.deep.equal({
      ...{ url: AT, duration: 5.5, init: { url, start: 0, end: 1377 } },
      segments: [
        { url, start: 1377, end: 1477, time: 0, duration: 4 },
        { url, start: 1477, end: 1527, time: 4, duration: 1.5 },
      ],
    });
  });

  for (const [what, from, to] of [
    ['a live', '#EXT-X-ENDLIST', ''],
    ['encryption', '#EXT-X-TARGETDURATION:4', '#EXT-X-KEY:METHOD=AES-128,URI="k"'],
    ['segments that are files', '#EXT-X-BYTERANGE:100@1377', ''],
    ['transport streams', '#EXT-X-MAP:URI="f.mp4",BYTERANGE="1377@0"', ''],
    ['a break in the timeline', '#EXTINF:1.5,', '#EXT-X-DISCONTINUITY\n#EXTINF:1.5,'],
    ['a second init segment', '#EXTINF:1.5,', '#EXT-X-MAP:URI="g.mp4",BYTERANGE="9@0"\n#EXTINF:1.5,'],
    ['a segment without a duration', '#EXTINF:4.000000,', '#EXTINF:x,'],
    ['a gap', '#EXTINF:1.5,', '#EXT-X-GAP\n#EXTINF:1.5,'],
  ] as const) {
    it(`leaves ${what} to the engine`, () => expect(parseMedia(MEDIA.replace(from, to), AT)).to.equal(undefined));
  }

  it('tells a playlist from other texts', () => {
    expect([MASTER, `\uFEFF${MEDIA}`, '<html>#EXTM3U', ''].map(isPlaylist)).to.deep.equal([true, true, false, false]);
  });
});

describe('a segment of ffmpeg', () => {
  let list: MediaPlaylist;
  let init: Uint8Array<ArrayBuffer>;
  let segment: Uint8Array<ArrayBuffer>;

  before(async () => {
    const url = new URL('180.m3u8', HLS).href;
    const found = parseMedia(await (await fetch(url)).text(), url);
    if (found?.segments[0] === undefined) throw new Error('The clip has no segments.');
    list = found;
    const file = new Uint8Array(await (await fetch(list.init.url)).arrayBuffer());
    init = file.slice(list.init.start, list.init.end);
    segment = file.slice(found.segments[0].start, found.segments[0].end);
  });

  /** Gives a segment to a cutter in chunks, and collects the pieces. */
  function cut(bytes: Uint8Array<ArrayBuffer>, chunkSize: number) {
    const arriving = new Uint8Array(bytes.length);
    let end = 0;
    const cutter = new Cutter(arriving, parseInit(init) ?? [], (_, to) => to <= end);
    const pieces: { atBytes: number; piece: Uint8Array<ArrayBuffer> }[] = [];
    while (end < bytes.length) {
      const next = Math.min(end + chunkSize, bytes.length);
      arriving.set(bytes.subarray(end, next), end);
      end = next;
      for (const piece of cutter.take()) pieces.push({ atBytes: end, piece });
    }
    return { cutter, pieces };
  }

  it('has its codecs in the init segment', () => {
    const tracks = parseInit(init) ?? [];
    expect(tracks.map(({ kind }) => kind)).to.deep.equal(['video', 'audio']);
    // Constrained baseline; the level is the encoder's choice.
    expect(tracks[0]?.codec).to.match(/^avc1\.42c0[0-9a-f]{2}$/);
    expect(tracks[1]?.codec).to.equal('mp4a.40.2');
    expect(MediaSource.isTypeSupported(mimeOf(tracks))).to.equal(true);
  });

  it('is left to the engine when a codec is another one', () => {
    const other = init.slice();
    const at = String.fromCharCode(...other).indexOf('avc1');
    other.set([0x68, 0x76, 0x63, 0x31], at);
    expect(parseInit(other)).to.equal(undefined);
    expect(parseInit(new TextEncoder().encode('<!doctype html>'))).to.equal(undefined);
  });

  it('gives its first picture out before the rest is there, and every sample once', () => {
    const { cutter, pieces } = cut(segment, 4000);
    expect(cutter.isDone).to.equal(true);
    expect(pieces.length).to.be.above(5);
    expect(pieces[0]?.atBytes).to.be.below(segment.length / 3);
    const media = pieces.map(({ piece }) => {
      const mdat = findBox(viewOf(piece), { body: 0, end: piece.length }, 'mdat');
      return mdat === undefined ? 0 : mdat.end - mdat.body;
    });
    const whole = findBox(viewOf(segment), { body: 0, end: segment.length }, 'mdat');
    expect(media.reduce((sum, size) => sum + size, 0)).to.equal((whole?.end ?? 0) - (whole?.body ?? 0));
  });

  it('buffers the same whether it is cut or whole', async () => {
    const buffered = async (parts: readonly Uint8Array<ArrayBuffer>[]) => {
      const video = document.createElement('video');
      const mediaSource = new MediaSource();
      video.src = URL.createObjectURL(mediaSource);
      await new Promise((resolve) => mediaSource.addEventListener('sourceopen', resolve, { once: true }));
      const buffer = mediaSource.addSourceBuffer(mimeOf(parseInit(init) ?? []));
      for (const part of [init, ...parts]) {
        buffer.appendBuffer(part);
        await new Promise((resolve) => buffer.addEventListener('updateend', resolve, { once: true }));
      }
      return [buffer.buffered.length, buffer.buffered.start(0), buffer.buffered.end(0)];
    };
    const pieces = cut(segment, 3000).pieces.map(({ piece }) => piece);
    expect(await buffered(pieces)).to.deep.equal(await buffered([segment]));
  });

  it('throws for what is no segment of this kind, and never reads past it', () => {
    expect(() => cut(new Uint8Array(64).fill(0xff), 16)).to.throw(RangeError);
    const twice = new Uint8Array([...segment, ...segment]);
    expect(() => cut(twice, 5000)).to.throw(RangeError, 'several fragments');
    // Sizes that are not those of the media: every byte of the head is changed in turn.
    const head = [...boxesIn(viewOf(segment), 0, segment.length)].find(({ type }) => type === 'mdat')?.start ?? 0;
    for (let at = 0; at < head; at += 7) {
      const broken = segment.slice();
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      try {
        cut(broken, broken.length);
      } catch (error) {
        expect(error).to.be.instanceOf(RangeError);
      }
    }
  });
});
