import { describe, expect, it } from 'vitest';
import { decodeAmf, encodeAmf } from './amf.js';

describe('AMF', () => {
  it('gives back what was written', () => {
    const values = ['connect', 1, { app: 'live', secure: false, inner: { code: 'a' } }, null, true, '한글', -0.5];
    expect(decodeAmf(encodeAmf(...values))).toEqual(values);
  });

  it('reads the arrays that publishers send: with names, and without', () => {
    const named = Buffer.concat([
      Buffer.from([8, 0, 0, 0, 1, 0, 1]),
      Buffer.from('w'),
      encodeAmf(640),
      Buffer.from([0, 0, 9]),
    ]);
    expect(decodeAmf(named)).toEqual([{ w: 640 }]);
    expect(decodeAmf(Buffer.concat([Buffer.from([10, 0, 0, 0, 2]), encodeAmf(1, 'two')]))).toEqual([[1, 'two']]);
  });

  it('refuses what no publisher sends', () => {
    expect(() => decodeAmf(Buffer.from([17]))).toThrow('AMF type 17');
  });
});
