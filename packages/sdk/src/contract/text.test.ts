import { describe, expect, it } from 'vitest';
import { VIDEO_LIMITS } from './limits.js';
import { countCharacters, isWithin, normalizeText, truncateText } from './text.js';

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇰🇷';

describe('normalizeText()', () => {
  it('composes the Korean syllables of a file name from macOS', () => {
    expect(normalizeText('한국어'.normalize('NFD'))).toBe('한국어');
  });

  it('makes half an emoji a visible character, and leaves whole ones alone', () => {
    expect(normalizeText('abc\ud83d')).toBe('abc\ufffd');
    expect(normalizeText('\udfac🎬')).toBe('\ufffd🎬');
  });
});

describe('countCharacters()', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['한국어', 3],
    ['한국어'.normalize('NFD'), 3],
    ['🎬🎬', 2],
    // A heart and the selector of its coloured look.
    ['❤️', 1],
    // Four people and three joiners.
    [FAMILY, 7],
    [FLAG, 2],
  ])('counts %j as PeerTube does: %i', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  it('takes 120 emoji for a title and refuses 121', () => {
    expect(isWithin('🎬'.repeat(120), VIDEO_LIMITS.name)).toBe(true);
    expect(isWithin('🎬'.repeat(121), VIDEO_LIMITS.name)).toBe(false);
  });
});

describe('truncateText()', () => {
  it('keeps 60 decomposed syllables of a limit of 60', () => {
    const title = '가나다라마바사아자차카타'.repeat(5);
    expect(truncateText(title.normalize('NFD'), 60)).toBe(title);
  });

  it('leaves a text alone that is short enough', () => {
    expect(truncateText('Holiday ', 120)).toBe('Holiday ');
  });

  it.each([
    ['ab🎬', 2, 'ab'],
    ['ab🎬c', 3, 'ab🎬'],
    [`ab${FAMILY}`, 5, 'ab'],
    [`ab${FLAG}${FLAG}`, 5, `ab${FLAG}`],
    ['ab cd', 3, 'ab'],
  ])('cuts %j to %i without leaving half an emoji: %j', (text, max, expected) => {
    expect(truncateText(text, max)).toBe(expected);
  });
});
