import { AuthError } from '../../errors/auth-error.js';
import type { PiyaError } from '../../errors/piya-error.js';
import { problemError } from '../../http/problem-error.js';
import type { ErrorMapping, Problem } from '../../http/types.js';

/** An account that may not sign in; also `account_blocked`, `…_waiting_for_approval`, `…_approval_rejected`. */
const BLOCKED = /^(access_denied|account_|email_not_verified)/;

/** Gives a failed answer of a PeerTube its exact error. */
export function peertubeProblem(problem: Problem): PiyaError {
  const meaning = meaningOf(problem);
  const http = problemError(problem, meaning);
  const { code, message, status, retryable } = http;
  const Room = meaning?.[2] ?? (code.startsWith('auth/') && AuthError);
  return Room ? new Room(message, { code, status, retryable, cause: http }) : http;
}

/**
 * What any route may answer (6.3 seen and in its source, 7 and 8 from their documentation). What only some routes answer
 * stands beside their functions, so that it is loaded with them.
 */
function meaningOf(problem: Problem): ErrorMapping | undefined {
  const { status, serverCode = '', detail, errorMappings = {} } = problem;
  // A route, or a form of it, that this version does not have: 405, 501, or 400 with nothing in the body.
  if (status === 405 || status === 501 || (status === 400 && detail === undefined)) {
    return ['config/unsupported', 'Check the version of the server.'];
  }
  if (BLOCKED.test(serverCode)) return ['auth/account-blocked', 'Ask the administrator.'];
  if (serverCode === 'current_password_is_invalid') {
    return ['auth/password-incorrect', 'Check the password.'];
  }
  // A refused or missing token says nothing about the thing asked for.
  const found = errorMappings[serverCode] ?? (status === 401 && serverCode ? undefined : errorMappings[status]);
  return typeof found === 'function' ? found(problem) : found;
}
