import { expect } from '@esm-bundle/chai';
import { menuMove } from '../menu/menu-keys.js';
import { actionOf, type KeyPress } from './keys.js';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe('actionOf()', () => {
  for (const [key, action] of [
    [' ', { do: 'toggle-play' }],
    ['k', { do: 'toggle-play' }],
    ['K', { do: 'toggle-play' }],
    ['m', { do: 'toggle-mute' }],
    ['f', { do: 'toggle-fullscreen' }],
    ['c', { do: 'toggle-captions' }],
    ['i', { do: 'toggle-pip' }],
    ['j', { do: 'seek-by', seconds: -10 }],
    ['l', { do: 'seek-by', seconds: 10 }],
    ['ArrowLeft', { do: 'seek-by', seconds: -5 }],
    ['ArrowRight', { do: 'seek-by', seconds: 5 }],
    ['ArrowUp', { do: 'volume-by', amount: 0.05 }],
    ['ArrowDown', { do: 'volume-by', amount: -0.05 }],
    ['0', { do: 'seek-to', part: 0 }],
    ['7', { do: 'seek-to', part: 0.7 }],
    ['Home', { do: 'seek-to', part: 0 }],
    ['End', { do: 'seek-to', part: 1 }],
    ['<', { do: 'speed', step: -1 }],
    ['>', { do: 'speed', step: 1 }],
    [',', { do: 'frame', step: -1 }],
    ['.', { do: 'frame', step: 1 }],
    ['x', undefined],
    ['Tab', undefined],
    ['Escape', undefined],
    ['Enter', undefined],
  ] as const) {
    it(`gives ${JSON.stringify(action)} for ${JSON.stringify(key)}`, () => {
      expect(actionOf(press(key))).to.deep.equal(action);
    });
  }

  it('leaves what has Ctrl, Alt or ⌘ to the browser', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey'])
      expect(actionOf(press('f', { [held]: true }))).to.equal(undefined);
  });

  for (const [key, code, shiftKey, action] of [
    ['ㅏ', 'KeyK', false, { do: 'toggle-play' }],
    ['ㅡ', 'KeyM', false, { do: 'toggle-mute' }],
    ['Process', 'KeyF', false, { do: 'toggle-fullscreen' }],
    ['л', 'KeyK', false, { do: 'toggle-play' }],
    ['б', 'Comma', true, { do: 'speed', step: -1 }],
    ['ю', 'Period', false, { do: 'frame', step: 1 }],
    // On another Latin layout the letter counts, not its place.
    ['x', 'KeyK', false, undefined],
  ] as const) {
    it(`takes ${key} at ${code} for ${JSON.stringify(action)}`, () => {
      expect(actionOf(press(key, { code, shiftKey }))).to.deep.equal(action);
    });
  }
});

describe('menuMove()', () => {
  for (const [key, at, opensPage, move] of [
    ['ArrowDown', 1, false, { to: 2 }],
    ['ArrowDown', 2, false, { to: 0 }],
    ['ArrowUp', 0, false, { to: 2 }],
    ['Home', 2, false, { to: 0 }],
    ['End', 0, false, { to: 2 }],
    ['ArrowRight', 0, true, 'choose'],
    ['ArrowRight', 0, false, undefined],
    ['ArrowLeft', 0, true, 'back'],
    ['Escape', 0, false, 'back'],
    ['Tab', 0, false, 'close'],
    ['k', 0, false, undefined],
  ] as const) {
    it(`is ${JSON.stringify(move)} for ${key} on line ${at} of three${opensPage ? ', which opens a page' : ''}`, () => {
      expect(menuMove(key, { at, count: 3, opensPage })).to.deep.equal(move);
    });
  }
});
