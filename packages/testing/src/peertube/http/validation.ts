import { asBoolean, asInteger, asRecord, type Fields } from './fields.js';
import { type InvalidParam, Problem } from './problem.js';

/** One rule of a validator. Rules are checked all, in order, and every broken one is named. */
export interface Rule {
  path: string;
  location?: InvalidParam['location'];
  /** What the answer says when it is broken. @defaultValue `'Invalid value'` */
  msg?: string;
  /** Skips the rule when the field is absent; with `'null'` also when it is `null`. */
  optional?: boolean | 'null';
  check: (value: unknown) => boolean;
  /** What the answer shows as the value of an absent field. */
  valueIfAbsent?: unknown;
  /** Leaves the value out of the answer. */
  hideValue?: boolean;
}

/**
 * Makes `null` of the word where that is allowed: a form has no other way to clear a field.
 *
 * @throws Problem 400 that names the broken fields as PeerTube does.
 */
export function validate(fields: Fields, rules: readonly Rule[]): void {
  for (const { path, optional } of rules) {
    if (optional === 'null' && fields[path] === 'null') fields[path] = null;
  }
  const broken = rules.flatMap((rule) => {
    const value = valueAt(fields, rule.path);
    if (value === undefined && rule.optional) return [];
    if (value === null && rule.optional === 'null') return [];
    return rule.check(value) ? [] : [invalidParam(rule, value)];
  });
  if (broken.length > 0) throw refusal(broken);
}

export function refusal(invalidParams: InvalidParam[]): Problem {
  const detail = `Incorrect request parameters: ${invalidParams.map((param) => param.path).join(', ')}`;
  return new Problem({ status: 400, detail, invalidParams });
}

function invalidParam(rule: Rule, value: unknown): InvalidParam {
  const shown = value === undefined ? rule.valueIfAbsent : value;
  return {
    type: 'field',
    ...(shown === undefined || rule.hideValue ? {} : { value: shown }),
    msg: rule.msg ?? 'Invalid value',
    path: rule.path,
    location: rule.location ?? 'body',
  };
}

function valueAt(fields: Fields, path: string): unknown {
  if (path in fields) return fields[path];
  return path.split('.').reduce<unknown>((value, key) => asRecord(value)[key], fields);
}

export const isText = (min: number, max: number) => (value: unknown) =>
  typeof value === 'string' && value.trim().length >= min && value.trim().length <= max;
export const isOneOf =
  (...allowed: number[]) =>
  (value: unknown) =>
    allowed.includes(asInteger(value) ?? Number.NaN);
export const isWhole = (value: unknown) => asInteger(value) !== undefined;
export const isFlag = (value: unknown) => asBoolean(value) !== undefined;
export const isTextList = (maxItems: number, min: number, max: number) => (value: unknown) =>
  Array.isArray(value) && value.length <= maxItems && value.every(isText(min, max));
export const isDate = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
