import { expect } from '@esm-bundle/chai';
import { decideObs, type ObsEvent, type ObsState } from './decide-obs.js';
import type { ObsStreamStatus } from './obs-protocol.js';

const status = (outputDuration: number, outputBytes: number, outputSkippedFrames = 0): ObsStreamStatus => ({
  outputActive: true,
  outputReconnecting: false,
  outputDuration,
  outputBytes,
  outputSkippedFrames,
  outputTotalFrames: outputDuration / 40,
});

function play(events: ObsEvent[], from: ObsState = { name: 'off' }) {
  let state = from;
  const log = events.map((event) => {
    const step = decideObs(state, event);
    state = step.state;
    return [state.name, ...step.effects.map((effect) => `!${effect}`)].join(' ');
  });
  return { state, log };
}

describe('decideObs()', () => {
  it('sets up, starts, measures and stops', () => {
    const { log } = play([
      { type: 'set-up' },
      { type: 'connected', isStreaming: false },
      { type: 'service-set' },
      { type: 'start' },
      { type: 'stream-started' },
      { type: 'measured', status: status(1000, 100_000) },
      { type: 'stop' },
      { type: 'stream-stopped' },
      { type: 'service-set' },
      { type: 'disconnect' },
    ]);
    expect(log).to.deep.equal([
      'connecting !connect',
      'setting-up !set-service',
      'ready',
      'starting !start',
      'streaming !watch',
      'streaming',
      'stopping !stop',
      'setting-up !set-service',
      'ready',
      'off !close',
    ]);
  });

  it('leaves a stream alone that was there before, and takes OBS over once it was stopped', () => {
    const { log } = play([
      { type: 'set-up' },
      { type: 'connected', isStreaming: true },
      { type: 'start' },
      { type: 'stop' },
      { type: 'stream-stopped' },
    ]);
    expect(log.slice(1)).to.deep.equal(['occupied', 'occupied', 'stopping !stop', 'setting-up !set-service']);
  });

  it('computes the rate from two measurements, and counts reconnects', () => {
    const { state } = play(
      [
        { type: 'stream-started' },
        { type: 'measured', status: status(2000, 100_000) },
        { type: 'measured', status: status(4000, 600_000, 12) },
        { type: 'stream-reconnecting' },
        { type: 'stream-reconnected' },
        { type: 'measured', status: status(100, 1_000, 12) },
      ],
      { name: 'ready' },
    );
    expect(state).to.deep.include({
      name: 'streaming',
      health: {
        seconds: 0,
        kilobitsPerSecond: 2000,
        droppedFrames: 12,
        totalFrames: 2.5,
        reconnects: 1,
        isReconnecting: false,
      },
    });
  });

  it('says why it is off, and that a stream did not begin', () => {
    expect(play([{ type: 'failed', problem: 'wrong-password' }], { name: 'connecting' }).state).to.deep.equal({
      name: 'off',
      problem: 'wrong-password',
    });
    expect(play([{ type: 'stream-stopped' }], { name: 'starting' }).state).to.deep.equal({
      name: 'ready',
      problem: 'stream-failed',
    });
    expect(play([{ type: 'failed', problem: 'refused' }], { name: 'starting' }).state).to.deep.equal({
      name: 'ready',
      problem: 'refused',
    });
    expect(play([{ type: 'failed', problem: 'lost' }], { name: 'ready' }).log).to.deep.equal(['off !close']);
  });

  it('gives OBS a renewed key', () => {
    expect(play([{ type: 'credentials-changed' }], { name: 'ready' }).log).to.deep.equal(['setting-up !set-service']);
    expect(play([{ type: 'credentials-changed' }]).log).to.deep.equal(['off']);
  });
});
