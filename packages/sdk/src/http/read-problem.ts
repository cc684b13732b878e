import type { ErrorMappings, Problem } from './types.js';

/** A longer text is a page, not a sentence, and so is one that begins like markup or JSON. */
const SENTENCE = /^(?!\s*[<{["]).{1,300}$/s;

type Json = Record<string, unknown>;

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '');

/**
 * Reads what a failed answer says. Servers and the proxies before them answer with problem documents, with
 * `{error: {code, message}}`, with plain text, with an HTML page or with nothing (docs/peertube §1).
 */
export function readProblem(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
  about: { route: string; errorMappings: ErrorMappings | undefined },
  nowMs: number,
): Problem {
  const body = parse(text);
  const nested = objectOf(body.error);
  const params = body['invalid-params'];
  return {
    status,
    ...about,
    serverCode: firstText(body.code, nested.code),
    detail:
      firstText(body.detail, nested.message, body.error, body.title, SENTENCE.exec(text)?.[0].trim()) ??
      (text ? '' : undefined),
    invalidParams: params ? readInvalidParams(objectOf(params)) : undefined,
    retryAfterMs: readRetryAfter(headers, nowMs),
    isDocument: body.status === status,
  };
}

/** Milliseconds of `Retry-After`, which holds seconds or a date. */
export function readRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function parse(text: string): Json {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // Not JSON: the plain text is read instead.
    return {};
  }
}

const readInvalidParams = (params: Json): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([field, entry]) => [field, firstText(objectOf(entry).msg) ?? 'invalid']),
  );
