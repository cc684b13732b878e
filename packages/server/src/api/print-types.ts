import type { TSchema } from 'typebox';

/** The JSON Schema that {@link printTypes} understands; anything else is an error, so that no type is silently wrong. */
interface Schema {
  $ref?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  type?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface PrintOptions {
  /** Names that the SDK has from elsewhere, by the module that has them. */
  imported: Readonly<Record<string, string>>;
  /** Names that no client needs. */
  omitted: readonly string[];
}

const HEADER = `/**
 * The shapes of a PIYAKast server's HTTP interface. Times are ISO 8601 strings, sizes bytes, durations seconds.
 *
 * Generated from the schemas of the server (packages/server/src/api) by \`npm run api-types\`; do not edit.
 */
`;

/** One part of a list; lists are generic in the client, so this one type is written by hand. */
const PAGE = `/** One part of a list. */
export interface Page<Item> {
  /** Of all that match, not only of this part. */
  total: number;
  /** This part, newest first. */
  data: Item[];
  /** The \`cursor\` of the next part; \`null\` when this is the last, absent from servers that are older. */
  next?: string | null;
}
`;

/** Prints named schemas as the TypeScript that the SDK exports. */
export function printTypes(schemas: Readonly<Record<string, TSchema>>, options: PrintOptions): string {
  const printed = Object.entries(schemas).filter(
    ([name]) => !(name in options.imported) && !options.omitted.includes(name),
  );
  const declarations = printed.map(([name, schema]) => declaration(name, schema as Schema));
  return [HEADER, imports(options.imported), ...declarations, PAGE].join('\n');
}

function imports(imported: Readonly<Record<string, string>>): string {
  const modules = [...new Set(Object.values(imported))].sort();
  const lines = modules.map((module) => {
    const names = Object.keys(imported).filter((name) => imported[name] === module);
    return `import type { ${names.sort().join(', ')} } from '${module}';`;
  });
  return `${lines.join('\n')}\n`;
}

function declaration(name: string, schema: Schema): string {
  const comment = docComment(schema.description, '');
  if (schema.properties !== undefined) return `${comment}export interface ${name} ${members(schema)}\n`;
  const variants = schema.anyOf;
  if (variants === undefined) return `${comment}export type ${name} = ${typeOf(schema)};\n`;
  return `${comment}export type ${name} =\n${variants.map((variant) => `${docComment(variant.description, '  ')}  | ${typeOf(variant)}`).join('\n')};\n`;
}

function members(schema: Schema): string {
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${docComment(property.description, '  ')}  ${name}${optional}: ${typeOf(property)};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.type === 'array' && schema.items !== undefined) return arrayOf(typeOf(schema.items));
  if (schema.properties !== undefined) return inline(schema);
  if (schema.type === 'integer') return 'number';
  if (['string', 'number', 'boolean', 'null'].includes(schema.type ?? '')) return schema.type ?? '';
  throw new TypeError(`No type is known for ${JSON.stringify(schema)}.`);
}

const arrayOf = (item: string) => (/^[\w.]+$|^\{.*\}$/.test(item) ? `${item}[]` : `(${item})[]`);

function inline(schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(property)}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function docComment(text: string | undefined, indent: string): string {
  if (text === undefined) return '';
  const lines = text.split('\n').flatMap((line) => wrap(line, 117 - indent.length));
  if (lines.length === 1 && indent.length + (lines[0]?.length ?? 0) <= 113) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function wrap(line: string, width: number): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
