import { expect } from '@esm-bundle/chai';
import { decideTouch, type Gesture, initialTouch, type TouchEventFact } from './gestures.js';

/** What a row of touches means. */
function gesturesOf(...events: TouchEventFact[]): Gesture[] {
  let state = initialTouch;
  const seen: Gesture[] = [];
  for (const event of events) {
    const decision = decideTouch(state, event);
    state = decision.state;
    if (decision.gesture !== undefined) seen.push(decision.gesture);
  }
  return seen;
}

const tap = (atMs: number, part: number): TouchEventFact[] => [
  { type: 'down', atMs, part },
  { type: 'up', atMs: atMs + 60, part },
];

describe('decideTouch()', () => {
  it('takes one tap for a tap, wherever it is', () => {
    for (const part of [0.1, 0.5, 0.9]) expect(gesturesOf(...tap(0, part))).to.deep.equal(['tap']);
  });

  it('seeks by a second tap on the same side, and by each further one', () => {
    expect(gesturesOf(...tap(0, 0.1), ...tap(200, 0.2), ...tap(400, 0.1))).to.deep.equal([
      'tap',
      'seek-back',
      'seek-back',
    ]);
    expect(gesturesOf(...tap(0, 0.9), ...tap(200, 0.8))).to.deep.equal(['tap', 'seek-forward']);
  });

  it('takes two taps in the middle, on two sides, or far apart, for two taps', () => {
    expect(gesturesOf(...tap(0, 0.5), ...tap(200, 0.5))).to.deep.equal(['tap', 'tap']);
    expect(gesturesOf(...tap(0, 0.1), ...tap(200, 0.9))).to.deep.equal(['tap', 'tap']);
    expect(gesturesOf(...tap(0, 0.1), ...tap(600, 0.1))).to.deep.equal(['tap', 'tap']);
  });

  it('begins and ends a long press, which is no tap', () => {
    const held: TouchEventFact[] = [{ type: 'down', atMs: 0, part: 0.5 }, { type: 'held' }];
    expect(gesturesOf(...held, { type: 'up', atMs: 2000, part: 0.5 })).to.deep.equal(['hold-start', 'hold-end']);
    expect(gesturesOf(...held, { type: 'cancel' })).to.deep.equal(['hold-start', 'hold-end']);
  });

  it('makes nothing of a finger that scrolls, and of a late timer', () => {
    expect(gesturesOf({ type: 'down', atMs: 0, part: 0.5 }, { type: 'cancel' })).to.deep.equal([]);
    expect(gesturesOf(...tap(0, 0.5), { type: 'held' })).to.deep.equal(['tap']);
  });
});
