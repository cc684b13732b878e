import { describe, expect, it } from 'vitest';
import * as errors from '../errors/index.js';
import { ERROR_CODES } from './error-codes.js';
import { FAILOVER_CODES, FULL_INSTANCE_CODES, SIGNED_OUT_CODES } from './failover-codes.js';
import { mediaTypeOf } from './media-types.js';
import { isUploadKey } from './upload-key.js';
import { ENDED_UPLOAD_CODES, FINAL_UPLOAD_CODES, LOST_UPLOAD_CODES } from './upload-outcomes.js';

describe('ERROR_CODES', () => {
  it('names classes that the SDK has', () => {
    for (const [code, facts] of Object.entries(ERROR_CODES)) expect(errors, code).toHaveProperty(facts.class);
  });

  it('calls no code retryable after which the same upload is refused again', () => {
    for (const code of [...FINAL_UPLOAD_CODES, ...FULL_INSTANCE_CODES, ...SIGNED_OUT_CODES]) {
      expect(ERROR_CODES[code].retryable, code).toBe(false);
    }
  });

  it('gives a final refusal to no other place: it would be refused there too', () => {
    expect(FAILOVER_CODES.filter((code) => (FINAL_UPLOAD_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('lets another place take over each upload that its server lost', () => {
    expect(FAILOVER_CODES).toEqual(expect.arrayContaining([...LOST_UPLOAD_CODES]));
  });

  it('ends the record of every final refusal but that of another file', () => {
    const kept = FINAL_UPLOAD_CODES.filter((code) => !(ENDED_UPLOAD_CODES as readonly string[]).includes(code));
    expect(kept).toEqual(['upload/source-changed']);
  });
});

describe('isUploadKey()', () => {
  it.each(['a', 'A_b-9', 'x'.repeat(64)])('takes %j', (key) => expect(isUploadKey(key)).toBe(true));

  it.each(['', 'x'.repeat(65), 'a.b', 'a:b', '../a', 'a b', 'a\n', '가'])('refuses %j', (key) => {
    expect(isUploadKey(key)).toBe(false);
  });
});

describe('mediaTypeOf()', () => {
  it.each([
    ['ok.wmv', 'video/x-ms-wmv'],
    ['a.wma', 'audio/x-ms-wma'],
    ['a.MPG', 'video/mpeg'],
    ['a.vob', 'video/mpeg'],
    ['voice.opus', ''],
    ['README', ''],
    ['constructor', ''],
  ])('announces %s as %j', (name, type) => {
    expect(mediaTypeOf(name)).toBe(type);
  });
});
