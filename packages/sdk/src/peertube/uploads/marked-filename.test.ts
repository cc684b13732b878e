import { describe, expect, it } from 'vitest';
import { hash53 } from '../../runtime/hash.js';
import { newUploadKey } from '../../upload/upload-key.js';
import { carriesKey, keyNumber, markedFilename } from './marked-filename.js';

describe('the key of an upload', () => {
  it('travels in the file name, before the extension', () => {
    expect(markedFilename('My holiday.MP4', 'k-1')).toBe('My holiday.piya-k-1.mp4');
    expect(markedFilename('../a/b.webm', 'k')).toBe('.._a_b.piya-k.webm');
    expect(markedFilename('none', 'k')).toBe('none.piya-k');
    expect([...markedFilename(`${'한'.repeat(300)}.mp4`, 'k')]).toHaveLength(120 + '.piya-k.mp4'.length);
  });

  it('keeps the 60 syllables of a name from macOS, and cuts no emoji', () => {
    expect(markedFilename(`${'한'.repeat(60).normalize('NFD')}.mp4`, 'k')).toBe(`${'한'.repeat(60)}.piya-k.mp4`);
    expect(markedFilename(`${'a'.repeat(118)}👨‍👩‍👧‍👦.mp4`, 'k')).toBe(`${'a'.repeat(118)}.piya-k.mp4`);
  });

  it('is recognised whole only', () => {
    const name = markedFilename('a.mp4', 'abc');
    expect(carriesKey(name, 'abc')).toBe(true);
    expect(carriesKey(name, 'bc')).toBe(false);
    expect(carriesKey(name, 'abcd')).toBe(false);
    expect(carriesKey(markedFilename('none', 'abc'), 'abc')).toBe(true);
  });

  it('gives the same number for ever, and another for another key', () => {
    expect(keyNumber('piya')).toBe(hash53('piya'));
    const numbers = new Set(Array.from({ length: 20_000 }, (_, index) => keyNumber(`key-${index}`)));
    expect(numbers.size).toBe(20_000);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  });

  it('is new each time', () => {
    expect(newUploadKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newUploadKey()).not.toBe(newUploadKey());
  });
});
