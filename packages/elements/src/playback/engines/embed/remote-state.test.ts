import { expect } from '@esm-bundle/chai';
import type { EmbedStatus } from './embed-status.js';
import { decideRemote, initialRemoteState, type RemoteEvent, type RemoteState } from './remote-state.js';

const status = (change: Partial<EmbedStatus> = {}): RemoteEvent => ({
  type: 'status',
  status: { position: 0, duration: 12, volume: 1, state: 'unstarted', ...change },
});

describe('decideRemote()', () => {
  const run = (...events: RemoteEvent[]) => {
    let state: RemoteState = initialRemoteState(false);
    const fired = events.map((event) => {
      const change = decideRemote(state, event);
      state = change.state;
      return [...change.events];
    });
    return { state, fired };
  };

  it('reports the duration once, and each move', () => {
    const { fired } = run(status(), status(), status({ position: 0.5 }));
    expect(fired).to.deep.equal([['durationchange'], [], ['timeupdate']]);
  });

  it('reports play, pause and end once each, whichever message brings them', () => {
    const { state, fired } = run(
      { type: 'playback', playback: 'playing' },
      status({ state: 'playing', duration: Number.NaN }),
      status({ state: 'paused', duration: Number.NaN }),
      { type: 'playback', playback: 'ended' },
      status({ state: 'unstarted', duration: Number.NaN }),
    );
    expect(fired).to.deep.equal([['play', 'playing'], [], ['pause'], ['pause', 'ended'], []]);
    expect(state.playback).to.equal('ended');
  });

  it('seeks until the position is near its target', () => {
    const { state, fired } = run(
      status(),
      { type: 'seek', position: 8 },
      status({ position: 0.5 }),
      status({ position: 7.2 }),
    );
    expect(fired.slice(1)).to.deep.equal([['seeking'], ['timeupdate'], ['seeked', 'timeupdate']]);
    expect(state.seekingTo).to.equal(undefined);
  });

  it('takes the volume of the viewer, but not the silence that was asked for', () => {
    expect(run(status({ volume: 0.3 })).state.volume).to.equal(0.3);
    const muted = decideRemote({ ...initialRemoteState(true), volume: 0.7 }, status({ volume: 0 }));
    expect([muted.state.volume, muted.events.includes('volumechange')]).to.deep.equal([0.7, false]);
  });
});
