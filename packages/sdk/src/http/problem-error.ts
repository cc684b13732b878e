import { HttpError } from '../errors/http-error.js';
import type { ErrorMapping, Problem } from './types.js';

const BY_STATUS: Record<number, ErrorMapping> = {
  400: ['http/bad-request', 'Correct the request.'],
  401: ['http/unauthorized', 'Sign in and try again.'],
  403: ['http/forbidden', 'Use another account.'],
  404: ['http/not-found', 'Check the id.'],
  409: ['http/conflict', 'Read it and try again.'],
  413: ['http/too-large', 'Send less.'],
  415: ['http/unsupported-type', 'Send another type.'],
  429: ['http/rate-limited', 'Send fewer requests.'],
};

const meaningOf = (status: number): ErrorMapping =>
  BY_STATUS[status === 423 ? 409 : status] ??
  (status < 500
    ? ['http/unexpected-status', 'Check the address of the server.']
    : ['http/server-error', 'Try again later.']);

/**
 * What may succeed later with nothing changed. Not 500 with the name of a JavaScript error, which PeerTube
 * sends too: the same request would hit the same defect again.
 */
const PASSING = /^(408|423|429|5(?!01|00\w*Error$))/;

/**
 * The error for a failed answer: `GET /api/v1/videos/:id answered 404: Video not found. Check the id.`
 *
 * @param meaning - A more exact code and next step than the status alone gives.
 */
export function problemError(problem: Problem, meaning?: ErrorMapping): HttpError {
  const { errorMappings: _known, isDocument: _isDocument, ...facts } = problem;
  const { route, status, serverCode = '', detail = '', invalidParams } = facts;
  const [code, next] = meaning ?? meaningOf(status);
  const fields = Object.entries(invalidParams ?? {}).map((field) => field.join(': '));
  const said = (fields.join('; ') || detail).replace(/[.\s]+$/, '');
  return new HttpError(`${route} answered ${status}${said && `: ${said}`}. ${next}`.trim(), {
    ...facts,
    code,
    retryable: PASSING.test(status + serverCode),
  });
}
