import { ERROR_CODES, type ErrorCode, type ErrorCodeFacts, isPiyaError, PiyaError, redact } from '@piyakast/sdk';

/** What an answer that is not a success holds (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  /** The metadata field that is wrong. */
  field?: string;
}

export interface ProblemOptions {
  status: number;
  code: ErrorCode;
  field?: string | undefined;
  retryable?: boolean;
  /** How long to wait before the same request is sent again. */
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** An error that the HTTP interface answers as it is. */
export class Problem extends PiyaError {
  override name = 'Problem';
  override readonly status: number;
  readonly field?: string;
  readonly retryAfterSeconds?: number;

  constructor(detail: string, options: ProblemOptions) {
    super(detail, options);
    this.status = options.status;
    if (options.field !== undefined) this.field = options.field;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Long enough for a restart, short enough for a person who waits. */
const AGAIN_SECONDS = 10;

/** What `Retry-After` says; `undefined` where waiting does not help. */
export function retryAfterSeconds(error: unknown): number | undefined {
  if (!isPiyaError(error) || !error.retryable) return undefined;
  const { retryAfterSeconds: own, retryAfterMs } = error as { retryAfterSeconds?: number; retryAfterMs?: number };
  if (own !== undefined) return own;
  if (retryAfterMs !== undefined) return Math.ceil(retryAfterMs / 1000);
  const { status } = problemDocument(error);
  return status === 429 || status === 503 || status === 507 ? AGAIN_SECONDS : undefined;
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  422: 'Unprocessable Content',
  423: 'Locked',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
};

const CODES: Record<number, ErrorCode> = {
  400: 'http/bad-request',
  401: 'http/unauthorized',
  403: 'http/forbidden',
  404: 'http/not-found',
  409: 'http/conflict',
  413: 'http/too-large',
  415: 'http/unsupported-type',
  429: 'http/rate-limited',
};

/** The document for any error. What is not meant for a reader says only that the server failed. */
export function problemDocument(error: unknown): ProblemDocument {
  if (error instanceof Problem) return document(error, error.status, error.field);
  if (isPiyaError(error)) return document(error, statusOf(error));
  const status = fastifyStatus(error);
  const detail =
    status < 500 && error instanceof Error ? redact(error.message) : 'The server failed; its log says why.';
  return document(new Problem(detail, { status, code: CODES[status] ?? codeOf(status) }), status);
}

/** A document for a status that another library answered with a plain text. */
export function problemOf(status: number, detail: string): ProblemDocument {
  return problemDocument(new Problem(detail, { status, code: CODES[status] ?? codeOf(status) }));
}

function document(error: PiyaError, status: number, field?: string): ProblemDocument {
  return {
    type: error.docsUrl,
    title: TITLES[status] ?? 'Error',
    status,
    detail: error.message,
    code: error.code,
    ...(field === undefined ? {} : { field }),
  };
}

/** What the caller can do something about keeps its status; any other failure of PeerTube is a bad gateway to the caller. */
function statusOf({ code }: PiyaError): number {
  const isOfOurAccount =
    code.startsWith('auth/') ||
    code === 'config/invalid-option' ||
    (code.startsWith('http/') && code !== 'http/bad-request');
  const facts: Partial<Record<string, ErrorCodeFacts>> = ERROR_CODES;
  return isOfOurAccount ? 502 : (facts[code]?.status ?? 502);
}

function fastifyStatus(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null ? (error as { statusCode?: unknown }).statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function codeOf(status: number): ErrorCode {
  return status >= 500 ? 'http/server-error' : 'http/unexpected-status';
}
