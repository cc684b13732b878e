import { countCharacters } from '@piyakast/sdk';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { NO_NUL } from './fields.js';
import { API } from './index.js';

/** What is wrong with a value. */
export interface Issue {
  /** The top-level field; `undefined` when it is the value itself. */
  field: string | undefined;
  /** Continues "The field …" or "The request …". */
  reason: string;
}

/** @returns The first thing that is wrong; `undefined` when the value is as the schema says. */
export type Validate = (value: unknown) => Issue | undefined;

/** Compiles a schema, which may refer to the named ones by `$ref`. */
export function validator(schema: TSchema): Validate {
  const compiled = Compile({ ...API }, schema);
  return (value) => {
    if (compiled.Check(value)) return undefined;
    const errors = compiled.Errors(value);
    const excused = new Set(
      errors.filter((found) => isShortEnough(found, value)).map(({ instancePath }) => instancePath),
    );
    const error = errors.find(({ instancePath }) => !excused.has(instancePath));
    if (error === undefined) return undefined;
    const field = error.instancePath.split('/')[1] || nameIn(error.params);
    return { field, reason: reasonOf(error) };
  };
}

interface Found {
  keyword: string;
  instancePath: string;
  params: object;
  message: string;
}

/** JSON Schema counts code points, and PeerTube counts fewer: it does not count variation selectors. */
function isShortEnough({ keyword, instancePath, params }: Found, value: unknown): boolean {
  if (keyword !== 'maxLength') return false;
  const text = instancePath
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
  return typeof text === 'string' && countCharacters(text) <= (params as { limit: number }).limit;
}

function reasonOf({ keyword, params, message }: Found): string {
  const { pattern, allowedValues } = params as { pattern?: unknown; allowedValues?: unknown };
  if (keyword === 'pattern' && String(pattern) === NO_NUL) return 'must not contain the character NUL';
  if (keyword === 'boolean' || keyword === 'additionalProperties') return 'is not known';
  if (keyword === 'required') return 'is missing';
  if (keyword === 'enum' && Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(', ')}`;
  return message.replace('be >= ', 'be at least ').replace('be <= ', 'be at most ');
}

function nameIn(params: object): string | undefined {
  const { requiredProperties, additionalProperties } = params as Record<string, string[] | undefined>;
  return requiredProperties?.[0] ?? additionalProperties?.[0];
}
