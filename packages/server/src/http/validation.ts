import { normalizeText } from '@piyakast/sdk';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { type Issue, validator } from '../api/validate.js';
import { Problem } from '../problem.js';

/** Checks the parts of a request by the schemas of the interface; what is refused is refused as a problem document. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validate = validator(schema);
  return (input: unknown) => {
    const value = httpPart === 'querystring' ? convertQuery(schema, input) : normalizeTexts(input);
    const issue = validate(value);
    if (issue === undefined) return { value };
    return { error: httpPart === 'body' ? invalidBody(issue) : badRequest(issue) };
  };
};

/** Deeper than any schema of the interface; what lies below is refused by the schema, and must not exhaust the stack here. */
const MAX_DEPTH = 16;

/** Texts as they are stored, compared and counted: macOS sends Korean in parts (NFD), which no search would find. */
export function normalizeTexts(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return normalizeText(value);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((inner) => normalizeTexts(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normalizeTexts(inner, depth + 1)]));
}

/** A query holds texts only. What is no number stays a text, which the schema then refuses. */
function convertQuery(schema: TSchema, query: unknown): Record<string, unknown> {
  const properties = (schema as { properties?: Record<string, { type?: string; default?: unknown }> }).properties ?? {};
  const given = query as Record<string, unknown>;
  const known = Object.entries(properties).map(([name, property]): [string, unknown] => {
    const value = given[name];
    if (typeof value !== 'string') return [name, value ?? property.default];
    if (property.type === 'integer' && /^-?\d+$/.test(value)) return [name, Number(value)];
    return [name, normalizeText(value)];
  });
  return { ...given, ...Object.fromEntries(known.filter(([, value]) => value !== undefined)) };
}

function invalidBody({ field, reason }: Issue): Problem {
  const options = { status: 400, code: 'upload/invalid-metadata' as const, field };
  return new Problem(detail(field, reason), options);
}

function badRequest({ field, reason }: Issue): Problem {
  return new Problem(detail(field, reason), { status: 400, code: 'http/bad-request', field });
}

const detail = (field: string | undefined, reason: string) =>
  field === undefined ? `The request ${reason}.` : `The field "${field}" ${reason}.`;
