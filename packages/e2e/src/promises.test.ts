import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Row {
  number: number;
  state: string;
  /** Test files, from the root. */
  shownBy: string[];
}

/** `| 12 | promise | works means | state | [name](../path), … |` */
const rows: Row[] = [...read('docs/promises.md').matchAll(/^\| (\d+) \|.*\| (\w+)(?::[^|]*)? \| ([^|]*) \|$/gm)].map(
  ([, number, state = '', links = '']) => ({
    number: Number(number),
    state,
    shownBy: [...links.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path),
  }),
);

/** The rows that a test carries in a title or a comment: the word `promise`, or `promises`, before their numbers. */
function carried(path: string): number[] {
  const mentions = read(path).matchAll(/promises? ((?:\d+(?:, promise |, | and )?)+)/g);
  return [...mentions].flatMap(([, numbers = '']) => (numbers.match(/\d+/g) ?? []).map(Number));
}

const tests = globSync('packages/*/src/**/*.test.ts', { cwd: root });

describe('docs/promises.md', () => {
  it('has the 84 rows of the plan, each with a state', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 84 }, (_, index) => index + 1));
    expect(rows.filter(({ state }) => !['works', 'partly', 'missing'].includes(state))).toEqual([]);
  });

  it('names for each row that works, or partly works, the tests that carry its number', () => {
    const wrong = rows.flatMap(({ number, shownBy }) =>
      shownBy
        .filter((path) => !existsSync(join(root, path)) || !carried(path).includes(number))
        .map((path) => ({ number, path })),
    );
    expect(wrong).toEqual([]);
    expect(rows.filter(({ state, shownBy }) => state === 'works' && shownBy.length === 0)).toEqual([]);
  });

  it('leaves out no test that carries a number', () => {
    const named = new Set(rows.flatMap(({ number, shownBy }) => shownBy.map((path) => `${number} ${path}`)));
    const missing = tests.flatMap((path) => [...new Set(carried(path))].map((number) => `${number} ${path}`));
    expect(missing.filter((entry) => !named.has(entry))).toEqual([]);
  });

  it('promise 84: has an issue form that asks for the output of the doctor', () => {
    expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('Output of `piyakast doctor`');
  });
});
