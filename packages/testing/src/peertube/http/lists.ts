import type { Fields } from './fields.js';
import { asInteger } from './fields.js';
import { type Rule, validate } from './validation.js';

const DEFAULT_COUNT = 15;
const MAX_COUNT = 100;

export const PAGING_RULES: readonly Rule[] = [
  { path: 'start', location: 'query', optional: true, check: (value) => (asInteger(value) ?? -1) >= 0 },
  {
    path: 'count',
    location: 'query',
    optional: true,
    msg: 'Should have a number count (max: 100)',
    check: (value) => (asInteger(value) ?? -1) >= 0 && (asInteger(value) ?? MAX_COUNT + 1) <= MAX_COUNT,
  },
];

/** Which orders a list knows; a leading minus reverses any of them. */
export const sortRule = (...fields: string[]): Rule => ({
  path: 'sort',
  location: 'query',
  optional: true,
  check: (value) => typeof value === 'string' && fields.includes(value.replace(/^-/, '')),
});

/** Query parameters as fields: a repeated one is a list. */
export function queryFields(url: URL): Fields {
  const fields: Fields = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    fields[name] = values.length > 1 ? values : values[0];
  }
  return fields;
}

/** One page of a list. @throws Problem 400 for a bad `start`, `count` or `sort`. */
export function page<T, R>(url: URL, items: readonly T[], rules: readonly Rule[], toJson: (item: T) => R) {
  const fields = queryFields(url);
  validate(fields, [...PAGING_RULES, ...rules]);
  const start = asInteger(fields.start) ?? 0;
  const count = asInteger(fields.count) ?? DEFAULT_COUNT;
  return { total: items.length, data: items.slice(start, start + count).map(toJson) };
}

/** Sorts by a field of the items; `-` in front for descending. */
export function sorted<T>(items: readonly T[], sort: string, keyOf: (item: T, field: string) => string | number): T[] {
  const descending = sort.startsWith('-');
  const field = sort.replace(/^-/, '');
  const order = (a: T, b: T) => {
    const [left, right] = [keyOf(a, field), keyOf(b, field)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  const result = [...items].sort(order);
  return descending ? result.reverse() : result;
}
