import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { fragile, HLS } from '../../../test-support/clips.js';
import { nextEvent } from '../../../test-support/events.js';
import { EngineFailEvent } from '../engine.js';
import { HlsEngine } from './hls-engine.js';

type HlsCode = typeof import('./hls-js/create-hls.js');

const options = (startTime = 0, hasAlternative = true) => ({
  startTime,
  preload: 'auto' as const,
  hasAlternative,
  signal: new AbortController().signal,
});

describe('HlsEngine', () => {
  let video: HTMLVideoElement;
  let engine: HlsEngine | undefined;

  beforeEach(() => {
    video = document.createElement('video');
    video.muted = true;
  });

  afterEach(() => engine?.destroy());

  it('plays fragmented MP4 by byte ranges through Media Source Extensions', async () => {
    engine = new HlsEngine(video, { kind: 'hls', url: HLS, live: false });
    await engine.load(options());
    expect(engine.duration).to.be.closeTo(12, 0.2);
    await engine.play();
    await until('the picture moves', () => (engine?.currentTime ?? 0) > 0.3);
    expect(video.src).to.match(/^blob:/);
    expect(engine.qualities.map(({ height }) => height)).to.deep.equal([180]);
    expect(engine.quality).to.equal('auto');
  });

  it('begins at the start time', async () => {
    engine = new HlsEngine(video, { kind: 'hls', url: HLS, live: false });
    await engine.load(options(6.5));
    await engine.play();
    expect(engine.currentTime).to.be.within(6.4, 7.5);
  });

  for (const [what, address] of [
    ['is not there', '/clips/ok/none.m3u8'],
    ['is a page', '/plain-page'],
  ] as const) {
    it(`rejects with player/no-source when the playlist ${what}`, async () => {
      engine = new HlsEngine(video, { kind: 'hls', url: new URL(address, location.href).href, live: false });
      const beganMs = performance.now();
      const error = await engine.load(options()).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'player/no-source', retryable: false });
      expect(performance.now() - beganMs).to.be.below(1000);
    });
  }

  for (const hasAlternative of [true, false]) {
    it(`fails within 5 s when every segment fails, with${hasAlternative ? '' : 'out'} another source`, async () => {
      engine = new HlsEngine(video, { kind: 'hls', url: HLS.replace('/ok/', '/failing/'), live: false });
      const beganMs = performance.now();
      const error = await engine.load(options(0, hasAlternative)).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'player/network', retryable: true });
      expect(performance.now() - beganMs).to.be.below(5000);
    });
  }

  it('fails with player/network when the server stops giving segments', async () => {
    const source = fragile('hls/master.m3u8', 150_000);
    engine = new HlsEngine(video, { kind: 'hls', url: source.url, live: false });
    await engine.load(options());
    await engine.play();
    await until('it plays', () => (engine?.currentTime ?? 0) > 0.3);
    const failed = nextEvent<EngineFailEvent>(engine, EngineFailEvent.type);
    await source.gone();
    expect((await failed).error.code).to.equal('player/network');
  });

  it('lets the browser play HLS itself only where there is no MSE', async () => {
    engine = new HlsEngine(video, { kind: 'hls', url: HLS, live: false }, { hasMse: () => false });
    video.canPlayType = () => '';
    const error = await engine.load(options()).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'player/unsupported');
    expect(error).to.have.property('retryable', false);
  });

  it('is quiet when it is destroyed while hls.js is on its way', async () => {
    let arrive: (code: HlsCode) => void = () => undefined;
    const importHls = () => new Promise<HlsCode>((resolve) => (arrive = resolve));
    engine = new HlsEngine(video, { kind: 'hls', url: HLS, live: true }, { importHls });
    const loading = engine.load(options()).catch((reason: unknown) => reason);
    engine.destroy();
    arrive(await import('./hls-js/create-hls.js'));
    expect(await loading).to.have.property('name', 'AbortError');
    expect(video.hasAttribute('src')).to.equal(false);
  });
});
