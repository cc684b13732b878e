import { describe, expect, it } from 'vitest';
import { until } from './until.js';

describe('until()', () => {
  it('asks again after undefined, false, null and an error, and gives the answer', async () => {
    const answers: unknown[] = [undefined, false, null, new Error('not yet'), 0];
    const ask = () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    expect(await until('zero', ask, { everyMs: 1 })).toBe(0);
    expect(answers).toEqual([]);
  });

  it('names what it waited for, with the last error as the cause', async () => {
    const cause = new Error('still red');
    const waiting = until('the light to be green', () => Promise.reject(cause), { timeoutMs: 5, everyMs: 1 });
    await expect(waiting).rejects.toMatchObject({ message: 'Waited 5 ms for: the light to be green', cause });
  });
});
