/** What a contract suite needs of a test runner: vitest, mocha, `node:test` and Deno's BDD have it. */
export interface TestApi {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Compares as JSON does, with sorted keys; `undefined` fields count as absent. @throws Error that shows both. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [shown, wanted] = [sortedJson(actual), sortedJson(expected)];
  if (shown !== wanted) throw new Error(`${what}: expected ${wanted}, got ${shown}`);
}

export function assert(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** The error that the promise rejects with. @throws Error when it resolves. */
export async function rejectionOf(promise: Promise<unknown>, what: string): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: expected a rejection`);
}

function sortedJson(value: unknown): string {
  const sorted = (_: string, one: unknown): unknown =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  return JSON.stringify(value, sorted) ?? 'undefined';
}

/** Upload keys are 1 to 64 letters, digits, `_` and `-`. These break stores which use them as property names or file names. */
export const UPLOAD_KEYS: readonly string[] = [
  'constructor',
  '__proto__',
  'toString',
  'CON',
  '-',
  '_',
  '0',
  'a'.repeat(64),
];

/** Keys that break stores which build paths, file names or queries of them. */
export const HOSTILE_KEYS: readonly string[] = [
  '..',
  '../outside',
  'a/b',
  'a\\b',
  'a.json',
  'with space',
  '%2e%2e%2f',
  "'; DROP TABLE records; --",
  '한글',
  '\u1112\u1161\u11ab',
  '🎬',
];
