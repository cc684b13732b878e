import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import Hls from '#hls';
import { HLS } from '../../../test-support/clips.js';
import { nextEvent, record } from '../../../test-support/events.js';
import { EngineFailEvent } from '../engine.js';
import { HlsEngine, type HlsParts } from './hls-engine.js';
import { REPLACED_METHOD } from './hls-js/take-over.js';

type HlsCode = Awaited<ReturnType<HlsParts['importHls']>>;

const SPLIT = new URL('/clips/ok/split/master.m3u8', location.href).href;
const SHORT_SOUND = new URL('/clips/ok/audio-shorter/v.m3u8', location.href).href;

const GRIDS = new URL('/clips/ok/grids/master.m3u8', location.href).href;

/** The longest time that one picture was shown. A callback that is late counts the pictures shown meanwhile. */
function watchFreezes(video: HTMLVideoElement): { worstMs(): number } {
  let worstMs = 0;
  let last: { atMs: number; frames: number } | undefined;
  const onFrame = (atMs: number, { presentedFrames: frames }: VideoFrameCallbackMetadata) => {
    if (last !== undefined) worstMs = Math.max(worstMs, (atMs - last.atMs) / (frames - last.frames));
    last = { atMs, frames };
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
  return { worstMs: () => Math.max(worstMs, last === undefined ? 0 : performance.now() - last.atMs) };
}

describe('HlsEngine before hls.js is there', () => {
  let video: HTMLVideoElement;
  let engine: HlsEngine | undefined;
  /** Lets hls.js arrive. */
  let arrive: () => void;

  beforeEach(() => {
    video = document.createElement('video');
    video.muted = true;
    document.body.append(video);
    performance.clearResourceTimings();
  });
  afterEach(() => {
    engine?.destroy();
    video.remove();
  });

  async function open(
    url: string,
    { startTime = 0, parts = {} }: { startTime?: number; parts?: Partial<HlsParts> } = {},
  ) {
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const importHls = () => arrived.then((): Promise<HlsCode> => import('./hls-js/create-hls.js'));
    engine = new HlsEngine(video, { kind: 'hls', url, live: false }, { importHls, ...parts });
    const { signal } = new AbortController();
    await engine.load({ startTime, preload: 'auto', hasAlternative: false, signal });
    return engine;
  }

  const fetchedBytes = (suffix: string) =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith(suffix))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);

  const sizeOf = async (name: string, base: string) =>
    Number((await fetch(new URL(name, base), { method: 'HEAD' })).headers.get('content-length'));

  it('has the method of hls.js that the hand-over replaces', () => {
    const { bufferController } = Hls.DefaultConfig;
    expect(Hls.version).to.equal('1.7.4');
    const methods = (bufferController as NonNullable<typeof bufferController>).prototype as unknown as Record<
      string,
      unknown
    >;
    expect(methods[REPLACED_METHOD]).to.be.a('function');
  });

  for (const [what, url, names] of [
    ['muxed', HLS, ['180.m4s']],
    ['split', SPLIT, ['picture.m4s', 'sound.m4s']],
  ] as const) {
    it(`plays a ${what} stream, and hands it over without a break and without fetching anything twice`, async () => {
      const playing = await open(url);
      await playing.play();
      await until('the picture moves', () => playing.currentTime > 0.3);
      expect(playing.qualities).to.deep.equal([]);
      const changed = nextEvent(playing, 'trackschange');
      const src = video.src;
      const events = record(video, ['emptied', 'pause', 'error']);
      const freeze = watchFreezes(video);
      arrive();
      await until('hls.js has it', () => playing.qualities.length > 0);
      await changed;
      expect(playing.audioTracks.map(({ label }) => label)).to.deep.equal(what === 'split' ? ['Audio'] : []);
      await until('what hls.js fetched plays', () => playing.currentTime > 3);
      expect([video.src, events]).to.deep.equal([src, []]);
      expect(freeze.worstMs()).to.be.below(500);
      for (const name of names) {
        expect(fetchedBytes(name)).to.be.within(1, (await sizeOf(name, url)) * 1.02);
      }
    });
  }

  it('plays to the end when hls.js never arrives', async () => {
    const importHls = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    const playing = await open(HLS, { parts: { importHls } });
    const failures = record(playing, [EngineFailEvent.type]);
    playing.playbackRate = 8;
    await playing.play();
    await until('the end', () => playing.ended);
    expect(failures).to.deep.equal([]);
  });

  it('fetches from where the viewer seeks to, and hands that over', async () => {
    const playing = await open(HLS);
    await playing.play();
    await until('the picture moves', () => playing.currentTime > 0.2);
    playing.currentTime = 9;
    await until('it plays there', () => playing.currentTime > 9.2);
    expect(fetchedBytes('180.m4s')).to.be.below(0.75 * (await sizeOf('180.m4s', HLS)));
    arrive();
    await until('hls.js has it', () => playing.qualities.length > 0);
    await until('the end', () => playing.ended);
  });

  it('begins at the start time, and hands that over', async () => {
    const playing = await open(HLS, { startTime: 5 });
    await playing.play();
    expect(playing.currentTime).to.be.within(4.9, 6);
    arrive();
    await until('hls.js has it', () => playing.qualities.length > 0);
    await until('what hls.js fetched plays', () => playing.currentTime > 8.5);
  });

  it('lets hls.js begin anew when it does not take the media over', async () => {
    const code = await import('./hls-js/create-hls.js');
    const takeOverByHls: HlsCode['takeOverByHls'] = (...given) => {
      const { hls, done } = code.takeOverByHls(...given);
      // It is destroyed before it has the media.
      done.catch(() => undefined);
      return { hls, done: Promise.reject(new Error('refused')) };
    };
    const playing = await open(HLS, { parts: { importHls: async () => ({ ...code, takeOverByHls }) } });
    await playing.play();
    await until('hls.js plays', () => playing.qualities.length > 0 && playing.currentTime > 1);
    expect(playing.paused).to.equal(false);
  });

  it('switches up between levels that are cut at different times, and the picture does not stand still', async () => {
    // hls.js chooses no level that is larger than the player.
    Object.assign(video.style, { width: '640px', height: '360px' });
    const playing = await open(GRIDS);
    const freeze = watchFreezes(video);
    await playing.play();
    arrive();
    await until('the larger level plays', () => video.videoHeight === 360);
    const at = playing.currentTime;
    await until('for a while', () => playing.currentTime > at + 2);
    expect(freeze.worstMs()).to.be.below(700);
  });

  it('ends a video at the end of its picture when the sound is shorter', async () => {
    const playing = await open(SHORT_SOUND);
    arrive();
    await until('hls.js has it', () => playing.qualities.length > 0);
    playing.currentTime = 10;
    await playing.play();
    await until('the end', () => playing.ended, { timeoutMs: 10_000 });
    expect(playing.currentTime).to.be.closeTo(12.8, 0.1);
  });
});
