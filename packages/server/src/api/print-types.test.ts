import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { API } from './index.js';
import { printTypes } from './print-types.js';

/** Written anew by `npm run api-types`, which is this test with `--update`. */
const SDK_TYPES = '../../../sdk/src/piyakast/api.ts';

const imported = {
  Category: '../contract/categories.js',
  Latency: '../contract/latency.js',
  Privacy: '../contract/privacy.js',
  LivePrivacy: '../contract/privacy.js',
};
const omitted = ['Stats', 'ServerJob', 'ReconcileFinding', 'Readiness', 'ProblemDocument'];

describe('printTypes()', () => {
  it('writes the types that the SDK has', async () => {
    await expect(printTypes(API, { imported, omitted })).toMatchFileSnapshot(SDK_TYPES);
  });

  it('refuses a schema that it cannot print', () => {
    const schemas = { Odd: Type.Object({ field: Type.Record(Type.String(), Type.String()) }) };
    expect(() => printTypes(schemas, { imported: {}, omitted: [] })).toThrow(/No type is known/);
  });
});
