import type { Choices } from './random.js';

/** JSON Schema, as far as the interface uses it. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

export const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '😀'.repeat(300),
  'x'.repeat(20_000),
  "' OR 1=1 --",
  '%s%n%x',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'a\r\nset-cookie: b=c',
  '한글'.normalize('NFD'),
  '\u202e\u2066',
];

const VALUES: unknown[] = [
  null,
  true,
  [],
  {},
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [[[[]]]],
  { __proto__: null, constructor: { prototype: { admin: true } } },
  Array.from({ length: 1000 }, () => 'x'),
];

/** A value as the schema says, and now and then one as it does not. */
export function sampleOf(schema: Schema, named: Record<string, Schema>, choices: Choices, depth = 0): unknown {
  if (choices.oneIn(6)) return choices.pick([...VALUES, ...TEXTS]);
  if (depth > 5) return null;
  const inner = (one: Schema) => sampleOf(one, named, choices, depth + 1);
  if (schema.$ref !== undefined) return inner(named[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return choices.pick(schema.enum);
  if (schema.anyOf !== undefined) return inner(choices.pick(schema.anyOf));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, inner, choices);
    case 'array':
      return Array.from({ length: choices.below(4) }, () => inner(schema.items ?? {}));
    case 'integer':
    case 'number':
      return choices.pick([0, 1, 2, 100, -1, 1e15]);
    case 'boolean':
      return choices.oneIn(2);
    default:
      return choices.pick(['a name', 'abc', 'en', 'ko', 'Gaming', ...TEXTS]);
  }
}

function objectOf({ properties = {} }: Schema, inner: (one: Schema) => unknown, choices: Choices): object {
  const fields = Object.entries(properties).filter(([name]) => name === 'name' || !choices.oneIn(3));
  const extra = choices.oneIn(8)
    ? [[choices.pick(['__proto__', 'ownerId', 'constructor', 'x\u0000']), 'x'] as const]
    : [];
  return Object.fromEntries([...fields.map(([name, field]) => [name, inner(field)] as const), ...extra]);
}
