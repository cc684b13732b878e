import { describe, expect, it } from 'vitest';
import { ref } from './fields.js';
import { ListQuery } from './requests.js';
import { validator } from './validate.js';

describe('validator()', () => {
  const issueOf = validator(ref('StreamRequest'));

  it.each([
    [{}, 'name', 'is missing'],
    [{ name: 'ab' }, 'name', 'must not have fewer than 3 characters'],
    [{ name: 'a\u0000name' }, 'name', 'must not contain the character NUL'],
    [{ name: 'a name', privacy: 'secret' }, 'privacy', 'must be one of public, unlisted, private, internal, password'],
    [{ name: 'a name', ownerId: 'bob' }, 'ownerId', 'is not known'],
    [[], undefined, 'must be object'],
  ])('names what is wrong with %j', (value, field, reason) => {
    expect(issueOf(value)).toEqual({ field, reason });
  });

  it('counts as PeerTube counts: a heart with its variation selector is one character', () => {
    expect(issueOf({ name: '❤️'.repeat(120) })).toBeUndefined();
    expect(issueOf({ name: '❤️'.repeat(121) })).toMatchObject({ field: 'name' });
    const patch = validator(ref('VideoPatch'));
    expect(patch({ description: '❤️'.repeat(10_000) })).toBeUndefined();
    expect(patch({ description: null })).toBeUndefined();
  });

  it('says a bound in words', () => {
    const query = validator(ListQuery);
    expect(query({ start: 0, count: 101 })).toEqual({ field: 'count', reason: 'must be at most 100' });
    expect(query({ start: -1, count: 1 })).toEqual({ field: 'start', reason: 'must be at least 0' });
  });
});
