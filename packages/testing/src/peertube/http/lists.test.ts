import { describe, expect, it } from 'vitest';
import { page, queryFields, sorted, sortRule } from './lists.js';
import { Problem } from './problem.js';

const ITEMS = Array.from({ length: 30 }, (_, number) => number);
const pageOf = (query: string) =>
  page(new URL(`http://peertube.test/?${query}`), ITEMS, [sortRule('name')], (one) => one);
const refusedField = (query: string): string => {
  try {
    pageOf(query);
  } catch (error) {
    if (error instanceof Problem) return error.init.detail;
    throw error;
  }
  return 'none';
};

describe('page()', () => {
  it('has 15 items unless it is asked for others, and is empty past the end', () => {
    expect(pageOf('')).toEqual({ total: 30, data: ITEMS.slice(0, 15) });
    expect(pageOf('start=28&count=5')).toEqual({ total: 30, data: [28, 29] });
    expect(pageOf('start=99')).toEqual({ total: 30, data: [] });
    expect(pageOf('count=0')).toEqual({ total: 30, data: [] });
  });

  it.each(['start=-1', 'count=101', 'count=1.5', 'sort=-bogus'])('refuses %s', (query) => {
    expect(refusedField(query)).toBe(`Incorrect request parameters: ${query.split('=')[0]}`);
  });

  it('takes 100 items and either direction of an order', () => {
    expect(refusedField('count=100&sort=-name')).toBe('none');
  });
});

describe('queryFields() and sorted()', () => {
  it('make a list of a repeated parameter', () => {
    expect(queryFields(new URL('http://peertube.test/?a=1&a=2&b=3'))).toEqual({ a: ['1', '2'], b: '3' });
  });

  it('sort by a key, downwards with a minus', () => {
    expect(sorted([2, 3, 1], 'n', (one) => one)).toEqual([1, 2, 3]);
    expect(sorted([2, 3, 1], '-n', (one) => one)).toEqual([3, 2, 1]);
  });
});
