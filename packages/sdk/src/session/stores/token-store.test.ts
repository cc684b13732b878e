import { describeTokenStoreContract } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { makeTokens } from '../../test-support/tokens.js';
import { memoryTokenStore, parseTokens } from './token-store.js';

describeTokenStoreContract(
  'memoryTokenStore()',
  { make: memoryTokenStore, reopen: (store) => store },
  { describe, it },
);

describe('parseTokens()', () => {
  it('reads what was written as JSON', () => {
    const tokens = makeTokens();
    expect(parseTokens(JSON.stringify(tokens))).toEqual(tokens);
  });

  it.each(['', 'not json', '{}', 'null', '{"accessToken":1}', null])('takes %j for signed out', (damaged) => {
    expect(parseTokens(damaged)).toBeUndefined();
  });
});
