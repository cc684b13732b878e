import { expect } from '@esm-bundle/chai';
import { NetworkError } from '@piyakast/sdk';
import { errorText } from './error-text.js';
import { errorsEn } from './errors.en.js';
import { errorsKo } from './errors.ko.js';

describe('errorText()', () => {
  it('promise 38: has a cause and a next step for every known code in both languages', () => {
    expect(Object.keys(errorsKo)).to.deep.equal(Object.keys(errorsEn));
    for (const [code, { what, next }] of Object.entries(errorsEn)) {
      expect(what, code).to.match(/\.$/);
      expect(next, code).to.match(/\.$/);
    }
    for (const [code, { what, next }] of Object.entries(errorsKo)) {
      expect(what, code).to.match(/[가-힣].*\.$/);
      expect(next, code).to.match(/[가-힣].*\.$/);
    }
  });

  it('reads the code of an error, and has a general text for everything else', () => {
    const error = new NetworkError('gone', { code: 'network/unreachable' });
    expect(errorText(error, 'en')).to.deep.equal({
      what: 'The server cannot be reached.',
      next: 'Check your connection and try again.',
    });
    expect(errorText(new Error('boom'), 'en').what).to.equal('Something unexpected went wrong.');
    expect(errorText('a/newer-code', 'ko').what).to.equal('예상하지 못한 문제가 생겼습니다.');
  });
});
