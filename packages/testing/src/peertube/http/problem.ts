import type { Refusal, VersionRules } from '../version.js';
import { translated } from './language.js';

const DOCS = 'https://docs.joinpeertube.org/api-rest-reference.html';

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** One field that PeerTube refused. */
export interface InvalidParam {
  type: 'field';
  value?: unknown;
  msg: string;
  path: string;
  location: 'body' | 'query' | 'params' | 'headers';
}

export interface ProblemInit {
  status: number;
  detail: string;
  code?: string;
  headers?: Record<string, string>;
  /** `false` leaves out the docs link that the route would add. */
  docs?: boolean;
  extra?: Record<string, unknown>;
  invalidParams?: InvalidParam[];
  /** Refused before the CORS and the rate-limit middleware: a page cannot read the answer. */
  beforeCors?: boolean;
}

/** An error answer as PeerTube shapes it (docs/peertube §1). Handlers throw it. */
export class Problem extends Error {
  readonly init: ProblemInit;

  constructor(init: ProblemInit) {
    super(init.detail);
    this.init = init;
  }
}

/** A thrown `Response`: answers that are not problem documents. */
export class RawAnswer extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`answered ${response.status}`);
    this.response = response;
  }
}

/** A refusal of the version's rules. */
export const refusedWith = ({ status, detail }: Refusal): Problem => new Problem({ status, detail });

export const problem = (status: number, detail: string, code?: string): Problem =>
  new Problem({ status, detail, ...(code === undefined ? {} : { code }) });

export interface ProblemContext {
  /** Path and query of the request. */
  instance: string;
  /** PeerTube's name of the operation, for the `docs` link. */
  operation: string | undefined;
  rules: VersionRules['errors'];
  /** Language that the answer is asked for in. */
  language: string | undefined;
}

/** The body and headers of a problem. With a code the title is absent; without one the type is `about:blank`. */
export function problemResponse(init: ProblemInit, { instance, operation, rules, language }: ProblemContext): Response {
  const detail = rules.translateDetail ? translated(init.detail, init.status, language) : init.detail;
  const body: Record<string, unknown> = {
    type: init.code === undefined ? 'about:blank' : `${DOCS}#section/Errors/${init.code}`,
  };
  if (init.code === undefined) body.title = REASONS[init.status] ?? 'Error';
  body.detail = detail;
  if (init.invalidParams) body.instance = instance;
  body.status = init.status;
  if (init.invalidParams) {
    body['invalid-params'] = Object.fromEntries(init.invalidParams.map((param) => [param.path, param]));
  }
  Object.assign(body, init.extra);
  if (operation !== undefined && init.docs !== false) body.docs = `${DOCS}#operation/${operation}`;
  if (init.code !== undefined) body.code = init.code;
  if (rules.repeatDetail) body.error = detail;
  return new Response(JSON.stringify(body), {
    status: init.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...init.headers },
  });
}

/** The resumable protocol's own error shape. */
export const protocolError = (status: number, code: string, message: string): RawAnswer =>
  new RawAnswer(
    new Response(JSON.stringify({ error: { code, message } }), {
      status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    }),
  );

/** A bare text, as the web framework answers where no handler does. */
export const textAnswer = (status: number): RawAnswer =>
  new RawAnswer(
    new Response(REASONS[status] ?? 'Error', { status, headers: { 'content-type': 'text/plain; charset=utf-8' } }),
  );

/** A reached rate limit: HTML, not a problem document. */
export const tooMany = (retryAfterS: number): RawAnswer =>
  new RawAnswer(
    new Response('Too many requests, please try again later.', {
      status: 429,
      headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': String(retryAfterS) },
    }),
  );
