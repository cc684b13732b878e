import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';

describe('config.categories()', () => {
  it('reads categories by id, as the instance numbers them (promise 7)', async () => {
    const { client } = fakeInstance({ features: { categories: { 101: 'K-Pop', 102: 'K-Drama' } } });
    expect(await client().config.categories()).toEqual({ 101: 'K-Pop', 102: 'K-Drama' });
  });
});
