import { expect } from '@esm-bundle/chai';
import { DEFAULT_CAPTION_STYLE } from './caption-style.js';
import { readPreferences, writePreferences } from './preferences.js';
import { decideVisibility } from './visibility.js';

const playing = { isPaused: false, isHeld: false };
const shownFor = (idleAfterMs: number | undefined) => ({ state: 'shown' as const, idleAfterMs });
const hidden = { state: 'hidden' as const, idleAfterMs: undefined };

describe('decideVisibility()', () => {
  it('shows at any activity, and hides after a while without', () => {
    expect(decideVisibility('hidden', 'activity', playing)).to.deep.equal(shownFor(3000));
    expect(decideVisibility('shown', 'idle', playing)).to.deep.equal(hidden);
  });

  it('stays while it is paused or held, whatever happens', () => {
    for (const facts of [
      { ...playing, isPaused: true },
      { ...playing, isHeld: true },
    ]) {
      for (const event of ['activity', 'leave', 'tap', 'idle', 'change'] as const) {
        expect(decideVisibility('shown', event, facts)).to.deep.equal(shownFor(undefined));
      }
    }
  });

  it('shows when it is paused, and goes after a while when it plays again', () => {
    expect(decideVisibility('hidden', 'change', { ...playing, isPaused: true })).to.deep.equal(shownFor(undefined));
    expect(decideVisibility('shown', 'change', playing)).to.deep.equal(shownFor(3000));
    expect(decideVisibility('hidden', 'change', playing)).to.deep.equal(hidden);
  });

  it('shows and hides by a tap', () => {
    expect(decideVisibility('hidden', 'tap', playing)).to.deep.equal(shownFor(3000));
    expect(decideVisibility('shown', 'tap', playing)).to.deep.equal(hidden);
  });

  it('goes soon after the pointer left, and does not come for that', () => {
    expect(decideVisibility('shown', 'leave', playing)).to.deep.equal(shownFor(800));
    expect(decideVisibility('hidden', 'leave', playing)).to.deep.equal(hidden);
  });
});

describe('preferences', () => {
  const storageOf = (text: string | null) => {
    let stored = text;
    return { getItem: () => stored, setItem: (_: string, value: string) => (stored = value) };
  };
  const defaults = { volume: 1, muted: false, rate: 1, caption: undefined, captionStyle: DEFAULT_CAPTION_STYLE };

  it('keeps what is chosen, one change at a time', () => {
    const storage = storageOf(null);
    writePreferences({ volume: 0.4, caption: 'ko' }, storage);
    writePreferences({ rate: 1.5, caption: null }, storage);
    expect(readPreferences(storage)).to.deep.equal({ ...defaults, volume: 0.4, rate: 1.5, caption: null });
  });

  for (const text of [
    'no JSON',
    'null',
    '[]',
    '{"volume":7,"muted":"yes","rate":0,"caption":5,"captionStyle":{"size":9000,"background":"red"}}',
  ]) {
    it(`takes the defaults for ${text}`, () => {
      expect(readPreferences(storageOf(text))).to.deep.equal(defaults);
    });
  }

  it('does without storage, and with one that throws', () => {
    const closed = {
      getItem: () => {
        throw new DOMException('Closed.', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      },
    };
    writePreferences({ volume: 0.4 }, closed);
    expect(readPreferences(closed)).to.deep.equal(defaults);
  });
});
