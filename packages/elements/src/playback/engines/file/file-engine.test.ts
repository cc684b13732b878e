import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { CLIP, fragile } from '../../../test-support/clips.js';
import { nextEvent, record } from '../../../test-support/events.js';
import { EngineFailEvent } from '../engine.js';
import { FileEngine } from './file-engine.js';

const options = (startTime = 0) => ({
  startTime,
  preload: 'auto' as const,
  hasAlternative: false,
  signal: new AbortController().signal,
});

describe('FileEngine', () => {
  let video: HTMLVideoElement;

  beforeEach(() => {
    video = document.createElement('video');
    video.muted = true;
  });

  it('knows the duration when it has loaded, and plays', async () => {
    const engine = new FileEngine(video, { kind: 'file', url: CLIP });
    await engine.load(options());
    expect(engine.duration).to.be.closeTo(12, 0.2);
    const events = record(engine, ['play', 'playing', 'timeupdate']);
    await engine.play();
    await until('the picture moves', () => engine.currentTime > 0.2);
    expect(events.slice(0, 2)).to.deep.equal(['play', 'playing']);
    engine.destroy();
  });

  it('begins at the start time', async () => {
    const engine = new FileEngine(video, { kind: 'file', url: CLIP });
    await engine.load(options(5));
    expect(engine.currentTime).to.be.closeTo(5, 0.1);
    engine.destroy();
  });

  for (const [what, address, code] of [
    ['is not there', '/clips/ok/none.mp4', 'player/no-source'],
    ['is a page', '/plain-page', 'player/no-source'],
    ['cannot be reached', 'http://127.0.0.1:9/clip.mp4', 'player/network'],
  ] as const) {
    it(`rejects with ${code} when the file ${what}`, async () => {
      const engine = new FileEngine(video, { kind: 'file', url: new URL(address, location.href).href });
      const error = await engine.load(options()).catch((reason: unknown) => reason);
      expect(error).to.include({ code, retryable: code === 'player/network' });
      engine.destroy();
    });
  }

  it('rejects with player/unsupported for a type that the browser cannot play, without asking for the file', async () => {
    const engine = new FileEngine(video, { kind: 'file', url: CLIP, type: 'video/x-nothing' });
    const error = await engine.load(options()).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('code', 'player/unsupported');
    expect(video.hasAttribute('src')).to.equal(false);
  });

  it('opens a protected file with what its access adds, and reports to it when the file is refused', async () => {
    const calls: string[] = [];
    const access = (query: string) => ({
      authorize: async (url: string) => `${url}?${query}`,
      invalidate: () => void calls.push('invalidate'),
    });
    const engine = new FileEngine(video, { kind: 'file', url: CLIP, access: access('token=1') });
    await engine.load(options());
    expect([video.src, calls]).to.deep.equal([`${CLIP}?token=1`, []]);
    engine.destroy();
    const gone = new URL('/clips/ok/none.mp4', location.href).href;
    const refused = new FileEngine(video, { kind: 'file', url: gone, access: access('token=2') });
    const error = await refused.load(options()).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'player/network');
    expect(calls).to.deep.equal(['invalidate']);
    refused.destroy();
  });

  it('rejects with the reason of an abort', async () => {
    const abort = new AbortController();
    const engine = new FileEngine(video, { kind: 'file', url: CLIP });
    const loading = engine.load({ ...options(), signal: abort.signal });
    abort.abort('enough');
    expect(await loading.catch((reason: unknown) => reason)).to.equal('enough');
    engine.destroy();
  });

  it('fails once when the file disappears in mid-play', async () => {
    const source = fragile('clip.mp4', 150_000);
    const engine = new FileEngine(video, { kind: 'file', url: source.url });
    await engine.load(options());
    const fails = record(engine, [EngineFailEvent.type]);
    await engine.play();
    await until('it plays', () => engine.currentTime > 0.5);
    const failed = nextEvent<EngineFailEvent>(engine, EngineFailEvent.type);
    await source.gone();
    expect((await failed).error.code).to.equal('player/network');
    expect(engine.currentTime).to.be.greaterThan(0.5);
    expect(fails).to.have.length(1);
    engine.destroy();
  });

  it('offers subtitles of another origin as text tracks, and takes them away with itself', async () => {
    const url = `data:text/vtt,${encodeURIComponent('WEBVTT\n\n00:00.000 --> 00:12.000\n좋은 아침\n')}`;
    const captions = async () => [{ language: 'ko', label: '한국어', url }];
    const engine = new FileEngine(video, { kind: 'file', url: CLIP });
    engine.caption = 'ko-KR';
    await engine.load({ ...options(), captions });
    await until('the wished text is there', () => Boolean(video.textTracks[0]?.cues?.length));
    expect(engine.captions).to.deep.equal([{ id: 'ko', label: '한국어', active: true }]);
    expect(video.crossOrigin).to.equal(null);
    engine.destroy();
    expect([video.childElementCount, video.textTracks.length]).to.deep.equal([0, 0]);
  });

  it('leaves the video empty when it is destroyed', async () => {
    const engine = new FileEngine(video, { kind: 'file', url: CLIP });
    await engine.load(options());
    engine.destroy();
    expect(video.hasAttribute('src')).to.equal(false);
    await until('the connection is given up', () => video.networkState === HTMLMediaElement.NETWORK_EMPTY);
  });
});
