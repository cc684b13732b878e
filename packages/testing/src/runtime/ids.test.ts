import { describe, expect, it } from 'vitest';
import { isShortUuid, isUuid, randomHex, randomUuid, stableHash, toShortUuid } from './ids.js';
import { seededRandom } from './random.js';

describe('toShortUuid()', () => {
  it.each([
    // Recorded on real instances.
    ['1908f4e7-793f-4ce0-be17-624692a31762', '46iyum218NqgjbnLUNhj7w'],
    ['a3e301b2-d7a7-47bb-8523-0eef3da22df9', 'meLJcZhhuDt9dshnt9GkDc'],
    ['7f9741f2-15ef-4d78-9996-ede92a605797', 'gKPnHUX6SYohp32JpU6HDa'],
  ])('shortens %s as PeerTube does', (uuid, short) => {
    expect(toShortUuid(uuid)).toBe(short);
    expect(isShortUuid(short)).toBe(true);
  });

  it('has 22 characters for small numbers too', () => {
    const short = toShortUuid('00000000-0000-4000-8000-000000000000');
    expect([short.length, isShortUuid(short)]).toEqual([22, true]);
  });
});

describe('random ids', () => {
  it('repeat with their seed, and are valid version 4 UUIDs', () => {
    const [one, two] = [seededRandom(7), seededRandom(7)];
    const uuid = randomUuid(one);
    expect(randomUuid(two)).toBe(uuid);
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(uuid)).toBe(true);
    expect(randomHex(one, 40)).toMatch(/^[0-9a-f]{40}$/);
    expect(randomUuid(seededRandom(8))).not.toBe(uuid);
  });
});

describe('stableHash()', () => {
  it('is FNV-1a of 64 bits', () => {
    expect(stableHash('')).toBe('cbf29ce484222325');
    expect(stableHash('a')).toBe('af63dc4c8601ec8c');
  });
});
