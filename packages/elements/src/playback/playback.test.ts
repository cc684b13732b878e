import { expect } from '@esm-bundle/chai';
import { HttpError, PiyaError } from '@piyakast/sdk';
import { settle } from '@piyakast/testing/kit';
import { file, hls, of, setUp } from '../test-support/create-test-playback.js';
import { record } from '../test-support/events.js';
import { MEDIA_EVENTS } from './engines/media-events.js';
import type { Resolution } from './resolution.js';

describe('Playback', () => {
  // Loaded on demand: a file that is on its way is no step that these tests wait for.
  before(() => import('./machine.js'));

  it('asks nothing before open() or play(), and loads nothing before play()', async () => {
    let asked = 0;
    const { playback, engines, states } = setUp(async () => {
      asked += 1;
      return of(hls);
    });
    await settle();
    expect(asked).to.equal(0);
    playback.open();
    await settle();
    expect([asked, engines.length, states.at(-1)]).to.deep.equal([1, 0, 'ready']);
    await playback.play();
    expect(engines).to.have.length(1);
  });

  it('fires play, waiting and playing in the order of a media element', async () => {
    const { events, playback } = setUp(async () => of(hls));
    const seen = record(events, MEDIA_EVENTS);
    await playback.play();
    expect(seen).to.deep.equal(['play', 'waiting', 'loadedmetadata', 'playing']);
    expect(playback.intent.playing).to.equal(true);
    playback.pause();
    expect(seen.at(-1)).to.equal('pause');
    expect(seen.filter((name) => name === 'pause')).to.have.length(1);
  });

  it('has its state before it tells of it: who hears of the metadata can read them', async () => {
    const { events, playback } = setUp(async () => of(hls));
    const durations: unknown[] = [];
    events.addEventListener('loadedmetadata', () => durations.push(playback.engine?.duration));
    await playback.play();
    expect(durations).to.deep.equal([100]);
  });

  it('promise 34: goes on with the next source at the same position, with volume, mute and rate kept', async () => {
    const { events, playback, at } = setUp(async () => of(hls, file));
    await playback.play();
    playback.set({ volume: 0.3, muted: true, rate: 1.5 });
    at(0).moveTo(42);
    const seen = record(events, MEDIA_EVENTS);
    at(0).fail();
    await settle();
    const next = at(1);
    expect(at(0).isDestroyed).to.equal(true);
    expect([next.source, next.loads[0]?.startTime, next.paused]).to.deep.equal([file, 42, false]);
    expect([next.volume, next.muted, next.playbackRate]).to.deep.equal([0.3, true, 1.5]);
    // The page sees a short wait: no pause, no second play, no seek.
    expect(seen).to.deep.equal(['waiting', 'loadedmetadata', 'playing']);
    expect(playback.currentTime).to.equal(42);
  });

  it('opens a source whose token expired again at the same position, before it tries another one', async () => {
    const access = { authorize: async (url: string) => url, invalidate: () => undefined };
    const { playback, at } = setUp(async () => of({ ...file, access }, hls));
    await playback.play();
    at(0).moveTo(30_000);
    at(0).fail();
    await settle();
    expect([at(1).source.url, at(1).loads[0]?.startTime, at(1).paused]).to.deep.equal([file.url, 30_000, false]);
  });

  it('stays paused when the source of a paused playback fails', async () => {
    const { playback, at } = setUp(async () => of(hls, file));
    await playback.play();
    at(0).moveTo(7);
    playback.pause();
    at(0).fail();
    await settle();
    expect(playback.intent.playing).to.equal(false);
    await playback.play();
    expect([at(1).loads[0]?.startTime, at(1).paused]).to.deep.equal([7, false]);
  });

  it('asks again after a failure, and plays what has come since', async () => {
    const answers = [of(file), of(hls)];
    const { playback, at } = setUp(async () => answers.shift() ?? of());
    await playback.play();
    at(0).moveTo(10);
    at(0).fail();
    await settle();
    expect([at(1).source.kind, at(1).loads[0]?.startTime]).to.deep.equal(['hls', 10]);
  });

  it('does not let a question that hangs keep the viewer from a source that is known', async () => {
    let asked = 0;
    const { playback, at, engines, clock } = setUp(() => {
      asked += 1;
      return asked === 1 ? Promise.resolve(of(hls, file)) : new Promise(() => undefined);
    });
    await playback.play();
    at(0).fail();
    await settle();
    expect(engines).to.have.length(1);
    await clock.advance(4000);
    expect(at(1).source).to.equal(file);
  });

  it('promise 36: waits longer each round while no source works, says so, and plays when one is back', async () => {
    let works = false;
    const { playback, engines, errors, states, clock } = setUp(
      async () => of(hls),
      (engine) => {
        if (!works) engine.refusal = new PiyaError('Down.', { code: 'player/network', retryable: true });
      },
    );
    const playing = playback.play();
    await settle();
    expect([states.at(-1), engines.length]).to.deep.equal(['retrying', 1]);
    await clock.advance(999);
    expect(engines).to.have.length(1);
    await clock.advance(1);
    expect(engines).to.have.length(2);
    await clock.advance(1999);
    expect(engines).to.have.length(2);
    works = true;
    await clock.advance(1);
    await playing;
    expect(states.at(-1)).to.equal('ready');
    expect(errors).to.deep.equal([
      { code: 'player/network', willRetry: true },
      { code: 'player/network', willRetry: true },
    ]);
  });

  it('promise 39: tries at once when it is asked to', async () => {
    const { playback, engines } = setUp(
      async () => of(hls),
      (engine) => {
        engine.refusal = new PiyaError('Down.', { code: 'player/network', retryable: true });
      },
    );
    playback.play().catch(() => undefined);
    await settle();
    playback.retry();
    await settle();
    expect(engines).to.have.length(2);
    playback.stop();
  });

  it('promise 36: gives up at an answer that stays, and rejects play()', async () => {
    const gone = new HttpError('Not there.', { code: 'video/not-found', status: 404, route: 'GET /v' });
    const { events, playback, errors, states } = setUp(() => Promise.reject(gone));
    const seen = record(events, ['error', 'pause']);
    const refused = await playback.play().catch((error: unknown) => error);
    expect(refused).to.have.property('name', 'NotSupportedError');
    expect([states.at(-1), playback.error, errors]).to.deep.equal([
      'failed',
      gone,
      [{ code: 'video/not-found', willRetry: false }],
    ]);
    expect(seen).to.deep.equal(['pause', 'error']);
  });

  it('takes a source that stands still for one that failed', async () => {
    const { playback, at, engines, clock } = setUp(async () => of(hls, file));
    await playback.play();
    await clock.advance(5000);
    at(0).moveTo(5);
    await clock.advance(8000);
    expect(engines).to.have.length(1);
    await clock.advance(1000);
    expect([engines.length, at(1).loads[0]?.startTime]).to.deep.equal([2, 5]);
    // Counter-test: a paused picture stands still by right.
    playback.pause();
    await clock.advance(60_000);
    expect(engines).to.have.length(2);
  });

  it('does not wait patiently for the one source of an answer that is not complete', async () => {
    const answers = [{ ...of(hls), isPartial: true }, of(hls, file)];
    const { playback, at, clock } = setUp(async () => answers.shift() ?? of(file));
    await playback.play();
    expect(at(0).loads[0]?.hasAlternative).to.equal(true);
    await clock.advance(9000);
    expect(at(1).source).to.equal(file);
  });

  it('goes back to paused when the browser refuses to play without a gesture', async () => {
    const { events, playback } = setUp(
      async () => of(hls),
      (engine) => {
        engine.playRefusal = new DOMException('A gesture is needed.', 'NotAllowedError');
      },
    );
    const seen = record(events, ['play', 'pause', 'playing']);
    const refused = await playback.play().catch((error: unknown) => error);
    expect(refused).to.have.property('name', 'NotAllowedError');
    expect([seen, playback.intent.playing, playback.state]).to.deep.equal([['play', 'pause'], false, 'ready']);
  });

  it('promise 20: waits for a live that is not on air, plays it, waits at its end, and shows the replay paused', async () => {
    const live: Resolution = { playables: [{ source: { ...hls, live: true } }], live: 'on-air' };
    let now: Resolution = { playables: [], live: 'waiting' };
    const { events, playback, at, clock, states, engines } = setUp(async () => now);
    const playing = playback.play();
    await settle();
    expect([states.at(-1), engines.length]).to.deep.equal(['live-waiting', 0]);
    now = live;
    await clock.advance(5000);
    await playing;
    expect([states.at(-1), at(0).loads[0]?.startTime]).to.deep.equal(['ready', 0]);
    at(0).moveTo(1000);
    const seen = record(events, ['pause', 'ended']);
    now = { playables: [], live: 'ended' };
    at(0).end();
    await clock.advance(2500);
    expect([states.at(-1), seen, playback.intent.playing]).to.deep.equal(['live-ended', ['ended'], true]);
    now = of(hls);
    await clock.advance(15_000);
    expect([states.at(-1), playback.intent.playing, playback.currentTime]).to.deep.equal(['ready', false, 0]);
    await playback.play();
    expect(at(1).loads[0]?.startTime).to.equal(0);
  });

  it('keeps its position while it is stopped, and goes on from there', async () => {
    const { playback, at } = setUp(async () => of(hls));
    await playback.play();
    at(0).moveTo(33);
    playback.stop();
    expect([at(0).isDestroyed, playback.currentTime, playback.running]).to.deep.equal([true, 33, false]);
    playback.open();
    await settle();
    expect([at(1).loads[0]?.startTime, at(1).paused]).to.deep.equal([33, false]);
  });

  it('rejects play() with AbortError at pause() and at a new source', async () => {
    const { playback } = setUp(() => new Promise(() => undefined));
    const paused = playback.play().catch((error: unknown) => error);
    playback.pause();
    expect(await paused).to.have.property('name', 'AbortError');
    const replaced = playback.play().catch((error: unknown) => error);
    playback.reset(async () => of(file));
    expect(await replaced).to.have.property('name', 'AbortError');
    expect(playback.intent.playing).to.equal(false);
  });

  it('does not become a busy loop when every answer names other sources', async () => {
    let asked = 0;
    const { playback, states } = setUp(
      async () => of({ kind: 'file', url: `https://b.example/${asked++}.mp4` }),
      (engine) => {
        engine.refusal = new PiyaError('Down.', { code: 'player/network', retryable: true });
      },
    );
    playback.play().catch(() => undefined);
    await settle();
    expect([states.at(-1), asked <= 10]).to.deep.equal(['retrying', true]);
    playback.stop();
  });

  it('takes an address with another token for the same source', async () => {
    let asked = 0;
    const { playback, engines, states } = setUp(
      async () => of({ ...hls, url: `${hls.url}?videoFileToken=${asked++}` }),
      (engine) => {
        engine.refusal = new PiyaError('Down.', { code: 'player/network', retryable: true });
      },
    );
    playback.play().catch(() => undefined);
    await settle();
    expect([engines.length, states.at(-1)]).to.deep.equal([1, 'retrying']);
    playback.stop();
  });
});
