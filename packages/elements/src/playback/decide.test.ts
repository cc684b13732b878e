import { expect } from '@esm-bundle/chai';
import { PiyaError } from '@piyakast/sdk';
import { file, hls, of } from '../test-support/create-test-playback.js';
import { decide, initialSession, type SessionEvent, type SessionState } from './decide.js';
import type { EngineSource } from './engines/engine.js';

const always = () => true;
const broke = new PiyaError('It broke.', { code: 'player/network', retryable: true });
const missing = new PiyaError('Not there.', { code: 'player/no-source', retryable: false });
const access = { authorize: async (url: string) => url, invalidate: () => undefined };
const failed = (source: EngineSource, error = broke, playedSeconds = 0): SessionEvent => ({
  type: 'source-failed',
  ...{ source, error, playedSeconds },
});

/** The step after several events. */
function after(...events: SessionEvent[]) {
  let state: SessionState = initialSession;
  for (const event of events.slice(0, -1)) state = decide(state, event, always).state;
  return decide(state, events.at(-1) ?? { type: 'waited' }, always);
}
const resolved = (...sources: EngineSource[]): SessionEvent => ({ type: 'resolved', resolution: of(...sources) });

describe('decide()', () => {
  it('resolves first, and plays the first source', () => {
    expect(after({ type: 'waited' }).command).to.deep.include({ type: 'resolve', afterFailure: false });
    const { command } = after(resolved(hls, file));
    expect(command).to.deep.include({ type: 'play', playable: { source: hls }, isLive: false, hasAlternative: true });
  });

  it('waits for play() where a source may not be opened early', () => {
    const { state, command } = decide(initialSession, resolved(hls), () => false);
    expect(command.type).to.equal('wait-for-play');
    expect(decide(state, { type: 'play-requested' }, () => false).command.type).to.equal('play');
  });

  it('looks for newer sources after a failure, with the known ones in reserve, and plays the next', () => {
    const known = of(hls, file);
    const { command } = after({ type: 'resolved', resolution: known }, failed(hls));
    expect(command).to.deep.equal({ type: 'resolve', afterFailure: true, known });
    expect(after(resolved(hls, file), failed(hls), resolved(hls, file)).command).to.deep.include({
      type: 'play',
      playable: { source: file },
      hasAlternative: false,
    });
  });

  it('backs off when every source failed, longer each round, and forgets that after healthy playing', () => {
    const round = [resolved(hls), failed(hls), resolved(hls)];
    expect(after(...round).command).to.deep.equal({ type: 'wait-to-retry', rounds: 0, error: broke });
    expect(after(...round, { type: 'waited' }, ...round).command).to.deep.include({ rounds: 1 });
    const healthy = [resolved(hls), failed(hls, broke, 6), resolved(hls)];
    expect(after(...round, { type: 'waited' }, ...healthy).command).to.deep.include({ rounds: 0 });
  });

  it('fails with an error that no repetition cures', () => {
    expect(after({ type: 'resolve-failed', error: missing }).command).to.deep.equal({ type: 'fail', error: missing });
    const fixed: SessionEvent = { type: 'resolved', resolution: { ...of(file), isFixed: true } };
    expect(after(fixed, failed(file, missing), fixed).command).to.deep.equal({ type: 'fail', error: missing });
    // An instance may have given the file another address meanwhile.
    expect(after(resolved(file), failed(file, missing), resolved(file)).command.type).to.equal('wait-to-retry');
  });

  it('gives a source that needs a token a second chance with a new one, and only one', () => {
    const protectedHls = { ...hls, access };
    const once = [resolved(protectedHls, file), failed(protectedHls), resolved(protectedHls, file)];
    expect(after(...once).command).to.deep.include({ type: 'play', playable: { source: protectedHls } });
    const twice = [...once, failed(protectedHls), resolved(protectedHls, file)];
    expect(after(...twice).command).to.deep.include({ type: 'play', playable: { source: file } });
    // Hours later the next token expires.
    const later = [...once, failed(protectedHls, broke, 3600), resolved(protectedHls, file)];
    expect(after(...later).command).to.deep.include({ type: 'play', playable: { source: protectedHls } });
  });

  it('waits for a live that is off air, and again after its end', () => {
    const off: SessionEvent = { type: 'resolved', resolution: { playables: [], live: 'waiting' } };
    expect(after(off).command).to.deep.equal({ type: 'wait-off-air', live: 'waiting' });
    expect(after(off, { type: 'waited' }).command.type).to.equal('resolve');
    const on: SessionEvent = { type: 'resolved', resolution: { ...of(hls), live: 'on-air' } };
    expect(after(on).command).to.deep.include({ type: 'play', isLive: true });
    expect(after(on, { type: 'live-over' }).command.type).to.equal('wait-live-over');
  });

  it('does not become a busy loop when every answer names other sources', () => {
    let state = initialSession;
    let command = decide(state, { type: 'waited' }, always).command;
    for (let count = 0; count < 20 && command.type !== 'wait-to-retry'; count += 1) {
      const source: EngineSource = { kind: 'file', url: `https://b.example/${count}.mp4` };
      const resolving = decide(state, resolved(source), always);
      ({ state, command } = resolving);
      if (command.type === 'play') ({ state, command } = decide(state, failed(source), always));
    }
    expect(command.type).to.equal('wait-to-retry');
  });
});
