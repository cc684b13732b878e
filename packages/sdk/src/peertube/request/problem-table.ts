import { AuthError } from '../../errors/auth-error.js';
import type { PiyaError } from '../../errors/piya-error.js';
import { problemError } from '../../http/problem-error.js';
import type { ErrorMapping, ErrorMappings, Problem } from '../../http/types.js';

/** An account that may not sign in: `access_denied` in 6.3, `account_blocked`, `account_waiting_for_approval` … since 8. */
const BLOCKED = /^(access_denied|account_)/;
/** Codes that mean the same on every route. */
const ANYWHERE: ErrorMappings = {
  email_not_verified: ['auth/email-not-verified', 'Open the link in the e-mail from the instance, then sign in.'],
  // Since PeerTube 8: no password of the instance is that long.
  too_long_password: ['auth/invalid-credentials', 'Check user name and password.'],
  current_password_is_invalid: ['auth/password-incorrect', 'Check the password.'],
};

/** Gives a failed answer of a PeerTube its exact error. */
export function peertubeProblem(problem: Problem): PiyaError {
  const meaning = meaningOf(problem);
  const http = problemError(problem, meaning);
  const { code, message, status, retryable } = http;
  const ErrorClass = meaning?.[2] ?? (code.startsWith('auth/') && AuthError);
  return ErrorClass ? new ErrorClass(message, { code, status, retryable, cause: http }) : http;
}

/**
 * What any route may answer (6.3.0 and 8.2.1 seen). What only some routes answer
 * stands beside their functions, so that it is loaded with them.
 */
function meaningOf(problem: Problem): ErrorMapping | undefined {
  const { status, serverCode = '', detail, errorMappings = {} } = problem;
  // A route, or a form of it, that this version does not have: 405, 501, or 400 with nothing in the body.
  if (status === 405 || status === 501 || (status === 400 && detail === undefined)) {
    return ['config/unsupported', 'Check the version of the server.'];
  }
  // A page, where PeerTube answers with a problem document or a plain word: it knows nothing of the account.
  if (status === 403 && detail === '' && !serverCode) {
    return ['http/forbidden', 'A proxy or firewall refused this, not PeerTube. Ask its administrator.'];
  }
  if (BLOCKED.test(serverCode)) return ['auth/account-blocked', 'Ask the administrator.'];
  // A refused or missing token says nothing about the thing asked for.
  const found =
    ANYWHERE[serverCode] ??
    errorMappings[serverCode] ??
    (status === 401 && serverCode ? undefined : errorMappings[status]);
  return typeof found === 'function' ? found(problem) : found;
}
